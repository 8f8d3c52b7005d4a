import { type BlockProof, type Certificate, type Commit, contradicts } from "./block";
import { type Hex } from "./bytes";
import { rulesText } from "./craps/rules";
import { digest, TAG } from "./digest";
import type { ProvenLeaf } from "./document";
import type { Genesis } from "./genesis";
import { claimsLeastSize, proves } from "./merkle";
import type { Verifier } from "./signature";
import { type Checklist, type Reason, type Shown, shown } from "./verdict";

const PROTOCOL_VERSION = 1;
const KNOWN_RULES = digest(TAG.RULES, new TextEncoder().encode(rulesText()));

/**
 * Genesis, certificates and certified leaves: what every proof rests on. Twin of
 * evidence.proof.ChainCheck.
 */
export class ChainCheck {
  readonly chain: Hex;
  private readonly seen = new Map<bigint, Commit>();

  constructor(
    private readonly list: Checklist,
    private readonly verifier: Verifier,
    readonly genesis: Genesis,
  ) {
    this.chain = genesis.chain;
  }

  /** f: how many of the validators may lie. */
  get faulty(): number {
    return Math.floor((this.genesis.validators.size - 1) / 3);
  }

  /** q = ⌈2n/3⌉: how many distinct votes make a certificate. */
  get quorum(): number {
    return Math.ceil((2 * this.genesis.validators.size) / 3);
  }

  /** That this is the trusted chain, and one whose rules this verifier knows. */
  trusts(trusted: Hex): void {
    const genesis = this.genesis;
    const list: Checklist = this.list;
    list.check(
      this.chain === trusted,
      "GENESIS_OTHER_CHAIN",
      "genesis",
      "the genesis hashes to the chain you trust",
      shown("genesis", genesis.wire),
      { what: "its digest", hex: this.chain },
      { what: "you trust", hex: trusted },
    );
    list.check(
      genesis.protocolVersion === PROTOCOL_VERSION,
      "PROTOCOL_UNKNOWN",
      "rules",
      `the chain executes by version ${genesis.protocolVersion}, and so does this verifier`,
    );
    list.check(
      genesis.rulesHash === KNOWN_RULES,
      "RULES_UNKNOWN",
      "rules",
      "the chain plays by the rules of craps that this verifier knows",
      { what: "rules of the chain", hex: genesis.rulesHash },
      { what: "rules known here", hex: KNOWN_RULES },
    );
  }

  /** That q distinct validators of its epoch certified the block and its result root. */
  async certified({ block, certificate }: BlockProof): Promise<void> {
    const said = certificate.statement;
    const list: Checklist = this.list;
    list.check(
      block.chain === this.chain && said.chain === this.chain,
      "BLOCK_OTHER_CHAIN",
      "block",
      `block ${block.sequence} is of this chain`,
      shown("block", block.wire),
    );
    list.check(
      said.block === block.digest && said.epoch === block.epoch && said.sequence === block.sequence,
      "CERTIFICATE_OTHER_BLOCK",
      "block",
      "the certificate is about this very block",
      { what: "digest of the block", hex: block.digest },
      shown("certified statement", said.wire),
    );
    // The only epoch there is; a later one's set comes with its own certificate.
    list.check(
      block.epoch === 0n,
      "CERTIFICATE_EPOCH_UNKNOWN",
      "certificate",
      `the validators of epoch ${block.epoch} are known from genesis`,
    );
    await this.signed(certificate);
    this.alone(said);
  }

  private async signed(certificate: Certificate): Promise<void> {
    const { statement, votes } = certificate;
    const keys = this.genesis.validators;
    const bytes: Shown[] = [shown("statement", statement.wire)];
    for (const { signer, signature } of votes) {
      const key = keys.get(signer);
      if (key !== undefined) {
        bytes.push({ what: `key of validator ${signer}`, hex: key });
      }
      bytes.push({ what: `signature of validator ${signer}`, hex: signature });
    }
    const fault = await this.fault(certificate);
    this.list.check(
      fault === undefined,
      fault ?? "CERTIFICATE_SIGNATURE_INVALID",
      "certificate",
      `block ${statement.sequence} and its result are signed by ${votes.length} distinct validators of ${keys.size}, at least ${this.quorum} needed`,
      ...bytes,
    );
  }

  /** Whether a certificate is of this chain and holds, whatever it is for. */
  async holds(certificate: Certificate): Promise<boolean> {
    const { chain, epoch } = certificate.statement;
    return chain === this.chain && epoch === 0n && (await this.fault(certificate)) === undefined;
  }

  /** Every signature counts, also beyond the quorum: a certificate with garbage in it is refused whole. */
  private async fault({ statement, votes }: Certificate): Promise<Reason | undefined> {
    const keys = this.genesis.validators;
    if (votes.length < this.quorum) {
      return "CERTIFICATE_TOO_FEW_SIGNERS";
    }
    if (votes.some((vote) => !keys.has(vote.signer))) {
      return "CERTIFICATE_STRANGER";
    }
    const valid = await Promise.all(
      votes.map((vote) => this.verifier.isValid(keys.get(vote.signer) as Hex, statement.wire, vote.signature)),
    );
    return valid.every(Boolean) ? undefined : "CERTIFICATE_SIGNATURE_INVALID";
  }

  /** That nothing else is certified for the same place. */
  private alone(said: Commit): void {
    const before = this.seen.get(said.sequence);
    if (before === undefined) {
      this.seen.set(said.sequence, said);
    } else if (contradicts(before, said)) {
      this.list.check(
        false,
        "CERTIFICATES_CONTRADICT",
        "certificate",
        `place ${said.sequence} has one certified block and result`,
        shown("one statement", before.wire),
        shown("another", said.wire),
      );
    }
  }

  /** That a leaf stands under the result root of a block that is certified. */
  under(block: BlockProof, { leaf, path }: ProvenLeaf, name: string, what: string): void {
    const root = block.certificate.statement.resultRoot;
    this.list.check(
      claimsLeastSize(path) && proves(path, leaf.wire, root),
      "LEAF_NOT_CERTIFIED",
      name,
      `${what} is a leaf under the certified result root`,
      shown("leaf", leaf.wire),
      shown("path", path.wire),
      { what: "result root", hex: root },
    );
  }
}
