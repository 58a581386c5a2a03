const MAX_ATTEMPTS = 3;

/** Reads leads from Buena.ai, and asks up to three times while Buena.ai is unavailable. */
export class Leads {
  #baseUrl;

  constructor(baseUrl) {
    this.#baseUrl = baseUrl;
  }

  /** Returns a lead, `null` if there is none. */
  async find(id) {
    let response;
    let attempts = 0;
    do {
      response = await fetch(`${this.#baseUrl}/leads/${id}`, { headers: { 'x-api-key': 'any-key' } });
      attempts++;
    } while (response.status === 503 && attempts < MAX_ATTEMPTS);
    if (response.status === 404) {
      return null;
    }
    if (!response.ok) {
      throw new Error(`Buena.ai answered with ${response.status}`);
    }
    return (await response.json()).data;
  }
}
