package org.bitcraps.evidence.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.bet.Wager;
import org.bitcraps.evidence.dice.Beacon;
import org.bitcraps.evidence.dice.DiceSecret;
import org.bitcraps.evidence.dice.DrawId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.merkle.InclusionProof;
import org.bitcraps.evidence.merkle.MerkleTree;
import org.bitcraps.evidence.sample.PlatformScheme;
import org.bitcraps.evidence.sample.SampleChain;
import org.bitcraps.evidence.sample.Samples;
import org.bitcraps.evidence.sample.SeededSigner;
import org.bitcraps.evidence.sample.WireSample;
import org.bitcraps.evidence.wire.Encoder;
import org.junit.jupiter.api.Test;

/** The published vectors are what the code computes. */
class PublishedVectorsTest {

  private static final int REJECT_FROM = 252;

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void wire() throws IOException {
    VectorFile file =
        new VectorFile(
            "wire.json",
            "One sample of every format of docs/wire.md: its canonical bytes, and the digest that"
                + " identifies it where it has one.");
    for (WireSample sample : WireSample.all()) {
      ObjectNode row =
          file.row(sample.name()).put("format", sample.format()).put("bytes", hex(sample.bytes()));
      sample.identity().ifPresent(digest -> row.put("digest", digest.hex()));
    }
    file.compare();
  }

  @Test
  void merkle() throws IOException {
    VectorFile file =
        new VectorFile(
            "merkle.json",
            "Trees over the leaves 'leaf 1', 'leaf 2', ... (UTF-8). Every path proves its leaf;"
                + " the refused ones must not.");
    for (int size : new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 16, 17}) {
      List<byte[]> leaves = leaves(size);
      MerkleTree tree = MerkleTree.of(leaves);
      ObjectNode row = file.row(size + " leaves").put("size", size).put("root", tree.root().hex());
      ArrayNode hashes = row.putArray("leaves");
      leaves.forEach(leaf -> hashes.add(hex(leaf)));
      ArrayNode paths = row.putArray("paths");
      for (int index = 0; index < size; index++) {
        ArrayNode path = paths.addArray();
        tree.proof(index).path().forEach(sibling -> path.add(sibling.hex()));
      }
    }
    ArrayNode refused = file.root().putArray("refused");
    for (Map.Entry<String, Refused> attempt : refused().entrySet()) {
      Refused r = attempt.getValue();
      assertThat(
              r.index() < r.size()
                  && r.size() == r.treeSize()
                  && new InclusionProof(r.index(), r.size(), r.path())
                      .proves(HexFormat.of().parseHex(r.leaf()), r.root()))
          .as(attempt.getKey())
          .isFalse();
      ObjectNode row = refused.addObject().put("name", attempt.getKey());
      row.put("leaf", r.leaf()).put("index", r.index()).put("size", r.size());
      ArrayNode path = row.putArray("path");
      r.path().forEach(sibling -> path.add(sibling.hex()));
      row.put("treeSize", r.treeSize()).put("root", r.root().hex());
    }
    file.compare();
  }

  /** A proof that must be refused in a tree of {@code treeSize} leaves with this root. */
  private record Refused(
      String leaf, int index, int size, List<Digest> path, int treeSize, Digest root) {}

  private static Map<String, Refused> refused() {
    List<byte[]> leaves = leaves(7);
    MerkleTree tree = MerkleTree.of(leaves);
    List<Digest> path = tree.proof(2).path();
    String leaf = hex(leaves.get(2));
    List<Digest> longer = new ArrayList<>(path);
    longer.add(path.get(0));
    List<byte[]> six = leaves(6);
    List<byte[]> doubled = new ArrayList<>(six);
    doubled.addAll(six.subList(4, 6));
    MerkleTree eight = MerkleTree.of(doubled);
    MerkleTree four = MerkleTree.of(leaves(4));
    byte[] inner = new byte[64];
    MerkleTree.leafHash(leaves.get(0)).copyTo(inner, 0);
    MerkleTree.leafHash(leaves.get(1)).copyTo(inner, 32);
    Map<String, Refused> refused = new TreeMap<>();
    refused.put("another index", new Refused(leaf, 3, 7, path, 7, tree.root()));
    refused.put("index of no leaf", new Refused(leaf, 7, 7, path, 7, tree.root()));
    refused.put("another size", new Refused(leaf, 2, 8, path, 7, tree.root()));
    refused.put("another leaf", new Refused(hex(leaves.get(3)), 2, 7, path, 7, tree.root()));
    refused.put("path too short", new Refused(leaf, 2, 7, path.subList(0, 2), 7, tree.root()));
    refused.put("path too long", new Refused(leaf, 2, 7, longer, 7, tree.root()));
    refused.put(
        "CVE-2012-2459: leaves 5 and 6 repeated",
        new Refused(hex(six.get(5)), 7, 8, eight.proof(7).path(), 8, MerkleTree.of(six).root()));
    refused.put(
        "an inner node offered as a leaf",
        new Refused(hex(inner), 0, 2, four.proof(0).path().subList(1, 2), 2, four.root()));
    refused.put(
        "2^31 - 1 leaves with a path of one",
        new Refused(
            hex(leaves.get(0)),
            0,
            Integer.MAX_VALUE,
            MerkleTree.of(leaves(2)).proof(0).path(),
            Integer.MAX_VALUE,
            MerkleTree.of(leaves(2)).root()));
    return refused;
  }

  private static List<byte[]> leaves(int size) {
    List<byte[]> leaves = new ArrayList<>();
    for (int i = 1; i <= size; i++) {
      leaves.add(("leaf " + i).getBytes(StandardCharsets.UTF_8));
    }
    return leaves;
  }

  /** Rounds 1 … 8, and the next ones whose first byte is rejected, until there are three. */
  @Test
  void dice() throws IOException {
    VectorFile file =
        new VectorFile(
            "dice.json",
            "Draws with all that they follow from; 'rejected' bytes of 252 and more precede the"
                + " one that decides.");
    int withRejection = 0;
    for (long round = 1; round <= 8 || withRejection < 3; round++) {
      DrawId draw = new DrawId(SampleChain.chain(), SampleChain.TABLE, round);
      SortedMap<ReplicaId, DiceSecret> secrets = secrets(round);
      Beacon beacon = Beacon.of(draw, secrets);
      byte[] expansion =
          Digest.of(DomainTag.DICE_EXPANSION, new Encoder().digest(beacon.value()).u31(0).toBytes())
              .toBytes();
      int rejected = 0;
      while ((expansion[rejected] & 0xff) >= REJECT_FROM) {
        rejected++;
      }
      withRejection += rejected > 0 ? 1 : 0;
      if (round > 8 && rejected == 0) {
        continue;
      }
      ObjectNode row = file.row("round " + round);
      row.put("chain", draw.chain().digest().hex());
      row.put("table", draw.table().value()).put("round", round);
      ArrayNode validators = row.putArray("validators");
      secrets.forEach((id, secret) ->
          validators
              .addObject()
              .put("id", id.value())
              .put("secret", secret.value().hex())
              .put("commitment", secret.commitment(draw, id).hex()));
      row.put("beacon", beacon.value().hex()).put("expansion", hex(expansion));
      row.put("rejected", rejected);
      row.put("die1", beacon.roll().die1()).put("die2", beacon.roll().die2());
    }
    assertThat(withRejection).isEqualTo(3);
    file.compare();
  }

  /** All four reveal in odd rounds, three in even ones. */
  private static SortedMap<ReplicaId, DiceSecret> secrets(long round) {
    SortedMap<ReplicaId, DiceSecret> secrets = new TreeMap<>();
    for (ReplicaId id : SampleChain.VALIDATORS) {
      secrets.put(id, new DiceSecret(SampleChain.digest("secret " + id + " " + round)));
    }
    if (round % 2 == 0) {
      secrets.remove(SampleChain.VALIDATORS.get(1));
    }
    return secrets;
  }

  @Test
  void bet() throws IOException {
    VectorFile file =
        new VectorFile(
            "bet.json",
            "Signed bets: 'seed' is the secret key of RFC 8032 5.1.5; 'id' is SHA-256 of 'signed',"
                + " 'account' H(0x12 || key). u63 numbers are strings.");
    for (int i = 0; i < 5; i++) {
      Wager wager = Samples.wager(i);
      SeededSigner signer = SampleChain.player(i % 3);
      SignedBet bet = SignedBet.sign(wager, signer);
      assertThat(new PlatformScheme().verify(wager.key(), wager.signedBytes(), bet.signature()))
          .isTrue();
      ObjectNode row = file.row("bet " + i);
      row.put("seed", hex(signer.seed())).put("key", wager.key().hex());
      row.put("account", wager.account().digest().hex());
      row.put("chain", wager.chain().digest().hex()).put("table", wager.table().value());
      row.put("round", Long.toString(wager.round()));
      row.put("type", wager.type().name()).put("typeCode", wager.type().code());
      row.put("amount", Long.toString(wager.amount())).put("nonce", Long.toString(wager.nonce()));
      row.put("expiresAtMs", Long.toString(wager.expiresAtMs()));
      row.put("signed", hex(wager.signedBytes())).put("id", bet.id().digest().hex());
      row.put("signature", bet.signature().hex()).put("bytes", hex(bet.toWire()));
    }
    file.compare();
  }
}
