import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Errata } from './errata.js';
import { Leads } from './leads.js';

let buena;
before(async () => { buena = await Errata.start('buena'); });
afterEach(() => buena.reset());
after(() => buena.stop());

test('a lead that is unknown is null', async () => {
  await buena.willFail('NOT_FOUND');

  assert.equal(await new Leads(buena.baseUrl).find('lead_7'), null);
});

test('a short outage goes unnoticed', async () => {
  await buena.willFail('SERVICE_UNAVAILABLE', 2);

  assert.equal((await new Leads(buena.baseUrl).find('lead_7')).id, 'lead_7');
  assert.equal((await buena.exchanges()).length, 3);
});

test('every other error is reported', async (t) => {
  for (const { id, status, baseUrl } of await buena.scenarios()) {
    if (status !== 404) {
      await t.test(id, () =>
        assert.rejects(new Leads(baseUrl).find('lead_7'), { message: `Buena.ai answered with ${status}` }));
    }
  }
});
