import { scenario, sleep } from "molotov";
import { price } from "./lib/price";

interface Item { id: number }

scenario("browse", async () => {
  const item: Item = { id: 1 };
  await sleep(1);
  price(item?.id ?? 2);
  throw new Error("sold out");
});
