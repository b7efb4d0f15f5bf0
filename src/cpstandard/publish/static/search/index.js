// The index that publish/search made: its root, and blocks that are fetched when they are needed.

export class Index {
  constructor(address, root) {
    this.address = address;
    this.root = root;
    this.blocks = new Map();
    this.positions = new Map(
      root.facets.map((f) => [f.name, new Map(f.options.map(([code], i) => [code, i]))]),
    );
  }

  // Opens the index whose root is at `address`; all else lies beside it.
  static async open(address) {
    return new Index(address.replace(/index\.json$/, ""), await json(address));
  }

  facet(name) {
    return this.root.facets.find((facet) => facet.name === name);
  }

  block(path) {
    if (!this.blocks.has(path)) {
      const loading = unpacked(`${this.address}${path}.bin?${this.root.version}`);
      loading.catch(() => this.blocks.delete(path));
      this.blocks.set(path, loading);
    }
    return this.blocks.get(path);
  }

  // A column of facets: `column[record]` is the number of a combination of options.
  async column(name) {
    const { head, data } = await this.block(`columns/${name}`);
    return { combinations: head, column: numbers(data, head.length) };
  }

  async days(name) {
    return numbers((await this.block(`columns/${name}`)).data, 2 ** 32);
  }

  // How many points each record has, and all of them (columns.py).
  async points() {
    const { head, data } = await this.block("columns/points");
    const lines = new Uint16Array(data.buffer, 0, 2 * head.points);
    const counts = data.subarray(4 * head.points, 4 * head.points + this.root.records);
    return { lines, counts, vague: data.subarray(4 * head.points + this.root.records) };
  }

  // The cards of some records, in their order.
  async cards(records) {
    const each = this.root.cards;
    return Promise.all(
      records.map(async (record) => {
        const { head } = await this.block(`cards/${Math.floor(record / each)}`);
        const [id, name, place, text, practices, evidence, status, started, others, assets, also] = head[record % each];
        return { id, name, place, text, practices, evidence, status, started, others, assets, also };
      }),
    );
  }

  // Every form that begins with `beginning` and lies in the first `most` blocks that may have one.
  async forms(beginning, most = Infinity) {
    const first = Math.max(0, above(this.root.words, beginning) - 1);
    const found = [];
    for (let n = first; n < this.root.words.length && n < first + most; n++) {
      if (n > first && !this.root.words[n].startsWith(beginning)) break;
      found.push(this.block(`words/${n}`));
    }
    return (await Promise.all(found)).flatMap(({ head }) => {
      const start = below(head.forms, beginning);
      let end = start;
      while (end < head.forms.length && head.forms[end].startsWith(beginning)) end++;
      return head.forms.slice(start, end).map((form, i) => ({
        form,
        group: head.groups[start + i],
        records: head.records[start + i],
      }));
    });
  }

  async form(word) {
    return (await this.forms(word, 1)).find((found) => found.form === word);
  }

  // The number of the file that has the postings of a group.
  fileOf(group) {
    return above(this.root.postings, group) - 1;
  }

  // The postings of a group: three bits for the weight, the rest is the step from the record before.
  async postings(group) {
    const file = this.fileOf(group);
    const { head, data } = await this.block(`postings/${file}`);
    let start = 0;
    const position = group - this.root.postings[file];
    for (let i = 0; i < position; i++) start += head[i];
    return data.subarray(start, start + head[position]);
  }
}

// The root says which files belong together, so it is asked for anew each time.
async function json(address) {
  const response = await fetch(address, { cache: "no-cache" });
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response.json();
}

async function unpacked(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  const stream = response.body.pipeThrough(new DecompressionStream("deflate"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const end = 4 + new DataView(bytes.buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, end)));
  return { head, data: bytes.slice(end) };
}

// Numbers below `limit`, as columns.py writes them, lowest byte first as all browsers' machines do.
function numbers(data, limit) {
  if (limit <= 2 ** 8) return data;
  return limit <= 2 ** 16 ? new Uint16Array(data.buffer) : new Uint32Array(data.buffer);
}

// How many of the sorted `values` are not above `value`, and how many are below it.
const above = (values, value) => split(values, (each) => each <= value);
const below = (values, value) => split(values, (each) => each < value);

function split(values, isLeft) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isLeft(values[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}
