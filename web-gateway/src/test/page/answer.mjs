/**
 * The page's verifier behind a pipe, for tests that compare it with Java's: a question a line on
 * standard input, an answer a line on standard output, both JSON. Runs on the Node that Playwright
 * brings; `VerifierProcess` bundles and starts it.
 */
import { createInterface } from "node:readline";
import { fromHex, toHex } from "../../main/page/proof/bytes";
import { betType } from "../../main/page/proof/craps/bets";
import { ROLLS } from "../../main/page/proof/craps/rolls";
import { rulesText } from "../../main/page/proof/craps/rules";
import { settle } from "../../main/page/proof/craps/settle";
import { tableAfter } from "../../main/page/proof/craps/table";
import { block, certificate } from "../../main/page/proof/block";
import { Decoder } from "../../main/page/proof/decoder";
import { digest } from "../../main/page/proof/digest";
import { genesis } from "../../main/page/proof/genesis";
import { leaf } from "../../main/page/proof/leaf";
import { inclusionProof, rootFor } from "../../main/page/proof/merkle";
import { batchHeader, signedBet, signedOrder } from "../../main/page/proof/order";
import { beaconOf, rollOf } from "../../main/page/proof/round";
import { sha256 } from "../../main/page/proof/sha256";
import { isSoundKey, Verifier } from "../../main/page/proof/signature";
import { verifyProof } from "../../main/page/proof/verify";
import { Ground } from "../../main/page/proof/witness";
import { LIES, lied } from "../../main/page/play/lies";
import { witnessed } from "../../main/page/play/witness";
import { signedBytes } from "../../main/page/play/orders";
import { readRules } from "../../main/page/rules/book";
import { against } from "../../main/page/rules/legal";

const READERS = { batchHeader, block, certificate, genesis, inclusionProof, leaf, signedBet, signedOrder };

const ANSWERS = {
  verify: ({ text, chain }) => verifyProof(text, chain),
  /** What certificates of another gateway are to a proof. */
  compare: ({ text, sequence, bytes }) => new Ground(text).compare(BigInt(sequence), bytes),
  /** What a proof that holds becomes once gateways were asked, whose answers are given by address. */
  witnessed: async ({ text, gateways, answers }) => {
    globalThis.fetch = async (url) => {
      if (answers[url] === undefined) {
        throw new TypeError("Failed to fetch");
      }
      return { ok: true, json: async () => ({ bytes: answers[url] }) };
    };
    const verdict = { result: "VERIFIED", steps: [] };
    return witnessed({ title: "a bet", text, file: "bet.json", verdict }, gateways);
  },
  places: ({ text }) => new Ground(text).places(),
  rules: () => rulesText(),
  /** What each of the 36 rolls does to a bet and to the table. */
  rolls: ({ code, stake, point, working, table }) => {
    const before = { ...table, hand: BigInt(table.hand), totals: BigInt(table.totals) };
    const bet = { type: betType(code), stake: BigInt(stake), point, working };
    return ROLLS.map((roll) => {
      const { result, returned, profit, remaining } = settle(before, roll, bet);
      const after = tableAfter(before, roll);
      const left = remaining === undefined ? "over" : `${remaining.stake} on ${remaining.point}`;
      return `${result} ${returned} ${profit} ${left}; ${after.hand} ${after.point} ${after.pointsMade} ${after.totals}`;
    });
  },
  /** Why each of these bets is not offered; empty if it is. */
  against: ({ table, rolls, standing, wishes }) => {
    const book = readRules(rulesText());
    return wishes.map(({ type, stake }) => against(type, stake, { book, table, rolls, standing }) ?? "");
  },
  /** What is signed for an order of a player. */
  signed: ({ order }) => toHex(signedBytes(order, readRules(rulesText()).codes)),
  /** What each lie of the page makes of a proof; null where there is nothing to lie about so. */
  lies: ({ text }) => Object.fromEntries(LIES.map((lie) => [lie.id, lied(text, lie) ?? null])),
  sha256: ({ bytes }) => toHex(sha256(fromHex(bytes))),
  digest: ({ tag, bytes }) => digest(tag, fromHex(bytes)),
  signature: ({ key, message, signature }) => new Verifier().isValid(key, fromHex(message), signature),
  key: ({ key }) => isSoundKey(key),
  beacon: ({ draw, reveals }) => beaconOf(fromHex(draw), new Map(reveals)),
  roll: ({ beacon }) => rollOf(beacon),
  root: ({ proof, leaf }) => rootFor(Decoder.decode(fromHex(proof), 2000, inclusionProof), fromHex(leaf)) ?? "none",
  decode: ({ what, bytes }) => {
    const value = Decoder.decode(fromHex(bytes), 1 << 20, READERS[what]);
    return toHex(value.wire ?? value.statement?.wire ?? value.signedBytes);
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  let answer;
  try {
    answer = { answer: await ANSWERS[question.ask](question) };
  } catch (failure) {
    answer = { failure: String(failure) };
  }
  process.stdout.write(`${JSON.stringify(answer, (_, value) => (typeof value === "bigint" ? `${value}` : value))}\n`);
}
