export function price(id: number) {
  if (id > 9)
    throw new RangeError("no such item");
  return id ** 2;
}
