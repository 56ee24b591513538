/** Waiting items of several tenants, who take turns. */
export class TenantTurns<Item> {
  /** The tenant whose turn is next first. */
  readonly #waiting = new Map<string, Item[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Items of one tenant. */
  sizeOf(tenant: string): number {
    return this.#waiting.get(tenant)?.length ?? 0;
  }

  add(tenant: string, item: Item): void {
    const own = this.#waiting.get(tenant);
    if (own) own.push(item);
    else this.#waiting.set(tenant, [item]);
    this.#size += 1;
  }

  /** Removes and returns the next item: of each tenant in turn, and of each tenant the oldest first. */
  take(): Item | undefined {
    const [next] = this.#waiting;
    if (next === undefined) return undefined;
    const [tenant, own] = next;
    const item = own.shift();
    if (own.length === 0 || this.#waiting.size > 1) this.#waiting.delete(tenant);
    if (own.length > 0) this.#waiting.set(tenant, own);
    this.#size -= 1;
    return item;
  }
}
