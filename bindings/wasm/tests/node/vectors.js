// The golden vectors in Node: requests on standard input, one a line; answers on standard output, one a line.
import { createInterface } from "node:readline";

import { init, runVector } from "fondaco";

await init();
const answers = [];
for await (const request of createInterface({ input: process.stdin })) answers.push(runVector(request));
process.stdout.write(answers.map((answer) => `${answer}\n`).join(""));
