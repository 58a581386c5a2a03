import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const JAR = process.env.ERRATA_JAR ?? fileURLToPath(new URL('../../cli/target/errata.jar', import.meta.url));

/** A stub server of an API, in a process of its own. */
export class Errata {
  #process;

  /** Starts a server on a free port. */
  static async start(api) {
    const errata = new Errata();
    errata.#process = spawn('java', ['-jar', JAR, 'serve', api, '--port', '0', '--quiet'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    [errata.baseUrl] = await once(createInterface(errata.#process.stdout), 'line');
    return errata;
  }

  /** Answers the next requests with an error. */
  async willFail(error, times = 1) {
    await this.#control('POST', 'scripts', { error, times });
  }

  /** Returns the scenarios of the API: their ids, statuses and base URLs. */
  async scenarios() {
    return (await this.#control('GET', '')).scenarios;
  }

  /** Returns the requests since the last reset, with their answers. */
  async exchanges() {
    return (await this.#control('GET', 'traffic')).exchanges;
  }

  /** Forgets the requests, and what answers the next ones. */
  async reset() {
    await this.#control('POST', 'reset');
  }

  async stop() {
    this.#process.kill();
    await once(this.#process, 'exit');
  }

  async #control(method, path, body) {
    const response = await fetch(new URL(`/__errata/${path}`, this.baseUrl), {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) {
      throw new Error(`${path}: ${await response.text()}`);
    }
    return response.status === 204 ? undefined : response.json();
  }
}
