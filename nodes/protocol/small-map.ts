/**
 * A map that mostly has one entry or none, and is an object of a few words then: of the maps of a million simulated nodes
 * hardly one has more. Entries are in order of insertion, as in a Map.
 */
export class SmallMap<K extends string | number, V> {
  #key: K | undefined;
  #value: V | undefined;
  #map: Map<K, V> | undefined;

  get size(): number {
    if (this.#map !== undefined) return this.#map.size;
    return this.#key === undefined ? 0 : 1;
  }

  /** The value of the oldest entry. */
  get first(): V | undefined {
    return this.#map === undefined ? this.#value : this.#map.values().next().value;
  }

  /** The key of the oldest entry. */
  get firstKey(): K | undefined {
    return this.#map === undefined ? this.#key : this.#map.keys().next().value;
  }

  get(key: K): V | undefined {
    return this.#map === undefined && this.#key === key ? this.#value : this.#map?.get(key);
  }

  set(key: K, value: V): void {
    if (this.#map === undefined && (this.#key === undefined || this.#key === key)) {
      this.#key = key;
      this.#value = value;
      return;
    }
    this.#map ??= new Map([[this.#key!, this.#value!]]);
    this.#map.set(key, value);
    this.#key = undefined;
    this.#value = undefined;
  }

  delete(key: K): void {
    if (this.#map !== undefined) {
      this.#map.delete(key);
      if (this.#map.size === 0) this.#map = undefined;
    } else if (this.#key === key) {
      this.#key = undefined;
      this.#value = undefined;
    }
  }

  clear(): void {
    this.#key = undefined;
    this.#value = undefined;
    this.#map = undefined;
  }
}
