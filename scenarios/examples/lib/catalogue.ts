// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Imported by ../sibling.ts and ../team/visitors.ts.
import { assert } from "molotov";
import type { Session } from "molotov";

export interface Product {
  id: number;
  name: string;
  price: number;
}

export async function productsOf(session: Session, page: number): Promise<Product[]> {
  const response = await session.get("/products", { query: { page }, name: "/products" });
  assert.equal(response.status, 200);
  return (await response.json<{ products: Product[] }>()).products;
}
