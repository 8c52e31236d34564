// What one user of the service does. Beside this file, molotov.d.ts tells your editor all that can be said here.
import { assert, check, scenario, setup, sleep, trend } from "molotov";
import type { Response, Session } from "molotov";

const size = trend("page size, bytes");

async function open(session: Session, path: string): Promise<Response> {
  const response = await session.get(path);
  assert(response.ok, `${path} was answered with status ${response.status}`);
  size.add((await response.bytes()).length);
  return response;
}

// Once for each worker: what it returns goes for all requests of that worker.
setup(async () => ({ headers: { accept: "text/html,*/*" } }));

// Picked three times as often as the other.
scenario("visit", { weight: 3 }, async (session) => {
  const response = await open(session, "/");
  check("answers within a second", response.timings.total < 1000);
});

scenario("visit and come back", { weight: 1 }, async (session) => {
  await open(session, "/");
  await sleep(0.2); // seconds: reading takes time
  await open(session, "/");
});
