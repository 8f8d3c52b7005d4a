package org.bitcraps.client.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.exchange.SnapshotManifest;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.StateTree;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.sample.PlayedChain;
import org.bitcraps.evidence.wire.MalformedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Beginning with a snapshot over real HTTP: from an honest gateway, and from ones that lie. */
class SyncedChainTest {

  private static final PlayedChain CHAIN = new PlayedChain("synced").play(4);
  private static final ChainId ID = CHAIN.genesis().chainId();
  private static final int BLOCKS = CHAIN.blocks().size();
  private static final int SNAPSHOT = 6;
  private static final int HEAD = 11;

  private FakeGateway gateway;
  private BitcrapsClient client;

  @BeforeEach
  void an_honest_gateway() throws IOException {
    gateway = new FakeGateway();
    client = BitcrapsClient.of(gateway.uri());
    gateway.json("GET /api/v1/genesis", "{\"bytes\":\"" + hex(CHAIN.genesis().toWire()) + "\"}");
    show(CHAIN.snapshot(SNAPSHOT));
    for (byte[] chunk : StateTree.of(executed(SNAPSHOT).ledger()).contents()) {
      gateway.bytes(chunk(StateTree.digestOf(chunk)), chunk);
    }
    blocks(SNAPSHOT + 1, CHAIN.file(SNAPSHOT + 1, HEAD));
    blocks(HEAD + 1, CHAIN.file(HEAD + 1, BLOCKS));
  }

  @AfterEach
  void stop() {
    client.close();
    gateway.close();
  }

  private static ExecutedBlock executed(int sequence) {
    return CHAIN.played().get(sequence - 1).executed();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String chunk(Digest digest) {
    return "GET /api/v1/snapshot/chunks/" + digest.hex();
  }

  private void blocks(int from, byte[] file) {
    gateway.bytes("GET /api/v1/consensus/blocks.bin?from=" + from, file);
  }

  private void show(SnapshotManifest manifest) {
    show(
        manifest.chunks().stream().map(Digest::hex).toList(),
        hex(manifest.block().toWire()),
        hex(manifest.checkpoint().toWire()));
  }

  private void show(List<String> chunks, String block, String checkpoint) {
    gateway.json(
        "GET /api/v1/snapshot",
        "{\"sequence\":6,\"chunks\":[%s],\"certifiedBlock\":\"%s\",\"checkpoint\":\"%s\"}"
            .formatted(
                chunks.stream().collect(Collectors.joining("\",\"", "\"", "\"")),
                block,
                checkpoint));
  }

  private SyncedChain sync() {
    return Player.await(client.fastSync(ID));
  }

  private void refused(String field) {
    assertThatThrownBy(this::sync)
        .isInstanceOfSatisfying(
            MalformedException.class, e -> assertThat(e.field()).isEqualTo(field));
  }

  @Test
  void it_stands_where_the_chain_stands_and_goes_on() {
    SyncedChain synced = sync();
    assertThat(synced.snapshot().value()).isEqualTo(SNAPSHOT);
    assertThat(synced.snapshotBytes()).isEqualTo(StateTree.of(executed(SNAPSHOT).ledger()).bytes());
    assertThat(synced.last().digest()).isEqualTo(executed(HEAD).digest());
    synced.follow();
    assertThat(synced.last().digest()).isEqualTo(CHAIN.last().digest());
    assertThat(StateTree.of(synced.ledger()).root())
        .isEqualTo(StateTree.of(CHAIN.last().ledger()).root());
    assertThat(gateway.requests)
        .as("no block before the snapshot was asked for")
        .noneMatch(asked -> asked.endsWith("from=1"));
  }

  @Test
  void another_chain_than_the_trusted_one_is_refused() {
    assertThatThrownBy(() -> Player.await(client.fastSync(new ChainId(Digest.ZERO))))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("you trust");
    PlayedChain other = new PlayedChain("another").play(2);
    show(other.snapshot(SNAPSHOT));
    refused("chain");
  }

  @Test
  void a_state_that_was_not_signed_is_refused_before_anything_of_it_is_fetched() {
    SnapshotManifest good = CHAIN.snapshot(SNAPSHOT);
    show(
        new SnapshotManifest(
            good.block(),
            new QuorumCertificate<>(
                good.checkpoint().statement(), good.checkpoint().votes().subList(0, 2)),
            good.chunks()));
    refused("checkpoint");
    show(CHAIN.snapshot(SNAPSHOT).chunks().stream().map(Digest::hex).toList(), "00", "00");
    assertThatThrownBy(this::sync).isInstanceOf(MalformedException.class);
    show(List.of("xyz"), "00", "00");
    refused("chunks");
    show(List.of("00"), "00", "00");
    refused("snapshot");
    show(
        CHAIN.snapshot(SNAPSHOT + 1).chunks().stream().map(Digest::hex).toList(),
        hex(good.block().toWire()),
        hex(good.checkpoint().toWire()));
    refused("snapshot");
    assertThat(gateway.requests).noneMatch(asked -> asked.contains("/chunks/"));
  }

  @Test
  void a_chunk_that_is_another_or_gone_is_named() {
    Digest first = CHAIN.snapshot(SNAPSHOT).chunks().get(0);
    gateway.bytes(chunk(first), new byte[] {1, 2, 3});
    refused("chunks");
    gateway.bytes(chunk(first), new byte[StateTree.CHUNK_BYTES_MAX + 1]);
    assertThatThrownBy(this::sync)
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining("more than " + StateTree.CHUNK_BYTES_MAX + " bytes");
    gone(chunk(first));
    assertThatThrownBy(this::sync)
        .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.status()).isEqualTo(410));
  }

  private void gone(String asked) {
    gateway.problem(
        asked,
        410,
        "{\"type\":\"urn:bitcraps:problem:pruned\",\"title\":\"t\",\"detail\":\"d\"}",
        "");
  }

  /** The gateway has gone on to another snapshot while the first one was fetched. */
  @Test
  void who_comes_too_late_for_one_snapshot_begins_with_the_next() {
    gone("GET /api/v1/consensus/blocks.bin?from=" + (SNAPSHOT + 1));
    assertThatThrownBy(this::sync).isInstanceOf(ProblemException.class);
    assertThat(gateway.requests.stream().filter(asked -> asked.endsWith("/snapshot")))
        .as("three times, and no more")
        .hasSize(3);
    long chunks = gateway.requests.stream().filter(asked -> asked.contains("/chunks/")).count();
    assertThat(chunks).as("what it has is not fetched again").isLessThan(3 * 2);
    gateway.onFirst(
        "GET /api/v1/consensus/blocks.bin?from=" + (SNAPSHOT + 1),
        () -> {
          show(CHAIN.snapshot(HEAD));
          for (byte[] chunk : StateTree.of(executed(HEAD).ledger()).contents()) {
            gateway.bytes(chunk(StateTree.digestOf(chunk)), chunk);
          }
        });
    assertThat(sync().snapshot().value()).isEqualTo(HEAD);
  }

  @Test
  void blocks_after_it_are_held_to_their_certificates() {
    byte[] file = CHAIN.file(SNAPSHOT + 1, HEAD);
    file[file.length - 1] ^= 1;
    blocks(SNAPSHOT + 1, file);
    assertThatThrownBy(this::sync)
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("block " + HEAD);
  }

  @Test
  void who_is_cut_off_in_the_middle_goes_on_from_there() {
    SyncedChain synced = sync();
    byte[] rest = CHAIN.file(HEAD + 1, BLOCKS);
    blocks(HEAD + 1, Arrays.copyOf(rest, rest.length * 3 / 4));
    for (int from = HEAD + 2; from <= BLOCKS; from++) {
      blocks(from, CHAIN.file(from, BLOCKS));
    }
    assertThatThrownBy(synced::follow).isInstanceOf(UnreachableException.class);
    assertThat(synced.last().sequence().value()).as("not counted yet").isEqualTo(HEAD);
    synced.follow();
    assertThat(synced.last().digest()).isEqualTo(CHAIN.last().digest());
    assertThat(gateway.requests.get(gateway.requests.size() - 1))
        .as("what came whole is not fetched again")
        .doesNotEndWith("from=" + (HEAD + 1));
  }

  @Test
  void who_was_lied_to_stays_where_it_was() {
    SyncedChain synced = sync();
    byte[] wrong = CHAIN.file(HEAD + 1, BLOCKS);
    wrong[wrong.length - 1] ^= 1;
    blocks(HEAD + 1, wrong);
    assertThatThrownBy(synced::follow).isInstanceOf(MalformedException.class);
    assertThat(synced.last().sequence().value()).isEqualTo(HEAD);
    blocks(HEAD + 1, CHAIN.file(HEAD + 1, BLOCKS));
    assertThatThrownBy(synced::follow).as("for good").isInstanceOf(MalformedException.class);
    byte[] longer = Arrays.copyOf(CHAIN.file(SNAPSHOT + 1, HEAD), 1_000_000);
    blocks(SNAPSHOT + 1, longer);
    assertThatThrownBy(this::sync).hasMessageContaining("SURPLUS");
  }
}
