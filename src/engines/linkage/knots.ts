/** Two rows that a pair holds together, by places in two lists. */
export interface Ends {
  readonly left: Int32Array;
  readonly right: Int32Array;
}

export interface Rows {
  readonly left: number;
  readonly right: number;
}

/** Pairs that hang together by their rows: knot `k` is `members[starts[k] … starts[k + 1]]`, places in the list of pairs. */
export interface Knots {
  readonly starts: Int32Array;
  readonly members: Int32Array;
}

/** The smallest node of each that is held together with it. */
function roots(pairs: Ends, places: Int32Array, rows: Rows): (node: number) => number {
  const parent = new Int32Array(rows.left + rows.right);
  for (let node = 0; node < parent.length; node++) parent[node] = node;
  const root = (node: number): number => {
    let at = node;
    let up = parent[at] ?? at;
    while (up !== at) {
      parent[at] = parent[up] ?? up;
      at = up;
      up = parent[at] ?? at;
    }
    return at;
  };
  for (const place of places) {
    const [a, b] = [root(pairs.left[place] ?? 0), root(rows.left + (pairs.right[place] ?? 0))];
    if (a !== b) parent[Math.max(a, b)] = Math.min(a, b);
  }
  return root;
}

/** Groups pairs by the rows that they share; each knot keeps the order of `places`. */
export function tie(pairs: Ends, places: Int32Array, rows: Rows): Knots {
  const root = roots(pairs, places, rows);
  const knotOf = new Int32Array(places.length);
  const numbers = new Int32Array(rows.left + rows.right);
  let count = 0;
  for (let at = 0; at < places.length; at++) {
    const node = root(pairs.left[places[at] ?? 0] ?? 0);
    let number = numbers[node] ?? 0;
    if (number === 0) {
      number = ++count;
      numbers[node] = number;
    }
    knotOf[at] = number - 1;
  }
  const starts = new Int32Array(count + 1);
  for (const knot of knotOf) starts[knot + 1] = (starts[knot + 1] ?? 0) + 1;
  for (let knot = 0; knot < count; knot++) starts[knot + 1] = (starts[knot + 1] ?? 0) + (starts[knot] ?? 0);
  const next = starts.slice();
  const members = new Int32Array(places.length);
  for (let at = 0; at < places.length; at++) {
    const knot = knotOf[at] ?? 0;
    const slot = next[knot] ?? 0;
    members[slot] = places[at] ?? 0;
    next[knot] = slot + 1;
  }
  return { starts, members };
}
