var __getOwnPropNames = Object.getOwnPropertyNames;
var __esm = (fn, res) => function __init() {
  return fn && (res = (0, fn[__getOwnPropNames(fn)[0]])(fn = 0)), res;
};
var __commonJS = (cb, mod) => function __require() {
  return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
};
var __async = (__this, __arguments, generator) => {
  return new Promise((resolve, reject) => {
    var fulfilled = (value) => {
      try {
        step(generator.next(value));
      } catch (e) {
        reject(e);
      }
    };
    var rejected = (value) => {
      try {
        step(generator.throw(value));
      } catch (e) {
        reject(e);
      }
    };
    var step = (x) => x.done ? resolve(x.value) : Promise.resolve(x.value).then(fulfilled, rejected);
    step((generator = generator.apply(__this, __arguments)).next());
  });
};

// lib/price.ts
function price(id) {
  if (id > 9)
    throw new RangeError("no such item");
  return id ** 2;
}
var init_price = __esm({
  "lib/price.ts"() {
  }
});

// shop.ts
import { scenario, sleep } from "molotov";
var require_shop = __commonJS({
  "shop.ts"(exports) {
    init_price();
    scenario("browse", () => __async(exports, null, function* () {
      var _a;
      const item = { id: 1 };
      yield sleep(1);
      price((_a = item == null ? void 0 : item.id) != null ? _a : 2);
      throw new Error("sold out");
    }));
  }
});
export default require_shop();
