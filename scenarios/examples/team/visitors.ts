// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Imports a file from another folder of its project, and YAML. The project is the folder above: the nearest one
// with a molotov.json, a package.json or a .git in it.
import { scenario, sleep } from "molotov";
import { productsOf } from "../lib/catalogue";
import plan from "./visitors.yaml";

interface Visitor {
  name: string;
  since: string;
  pages: number[];
  pause: number;
}

const visitors: Visitor[] = plan.visitors;

scenario("visit", async (session) => {
  const visitor = visitors[session.context.workerId % visitors.length];
  for (const page of visitor.pages) {
    await productsOf(session, page);
    await sleep(visitor.pause);
  }
  session.print(`${visitor.name}, here since ${visitor.since}, has seen ${visitor.pages.length}`);
});
