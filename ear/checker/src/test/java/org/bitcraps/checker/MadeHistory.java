package org.bitcraps.checker;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * A short honest history, made here and by nobody else's code: two players get money, bet on the
 * field, one sends a bet twice, the dice fall, one gives the other money. Two gateways serve it.
 */
final class MadeHistory {

  static final long GRANT = 1_320_000;
  static final long STAKE = 1_320;
  private static final long SUPPLY_OF_TREASURY = 1_000_000_000;
  private static final long BANKROLL = 50_000_000;

  final List<Keys> validators = Stream.generate(Keys::make).limit(4).toList();
  final Keys gateway = Keys.make();
  final Keys anna = Keys.make();
  final Keys ben = Keys.make();
  final byte[] genesis = genesis();
  final Id chain = Id.of(Hash.tagged(Hash.GENESIS, genesis));
  final List<Id> secrets = Stream.generate(() -> Keys.make().key()).limit(4).toList();
  final MadeLeaves write = new MadeLeaves(this);

  /** As the quorum makes them. */
  final List<MadeBlock> blocks = new ArrayList<>();

  /** As each gateway serves them; made by {@link #seal}. */
  final Map<String, List<MadeBlock>> served = new TreeMap<>();

  final List<String> answers = new ArrayList<>();
  final List<byte[]> submitted = new ArrayList<>();

  final byte[] grantToAnna = write.grant(anna, GRANT, 0);
  final byte[] grantToBen = write.grant(ben, GRANT, 0);
  final byte[] first = write.bet(anna, STAKE, 1);
  final byte[] second = write.bet(anna, 2 * STAKE, 2);
  final byte[] bens = write.bet(ben, STAKE, 1);
  final byte[] tooMuch = write.bet(ben, 2 * GRANT, 2);
  final byte[] gift = write.transfer(ben, anna.account(), 500, 3);
  final int[] dice = write.dice();

  private MadeHistory() {
    long annas = GRANT - 3 * STAKE;
    long bensBalance = GRANT - STAKE;
    MadeBlock grants = block();
    grants.bodies.add(write.orders(1, grantToAnna, grantToBen));
    grants.leaves.add(write.done(grantToAnna, GRANT));
    grants.leaves.add(write.done(grantToBen, GRANT));

    MadeBlock opening = block();
    for (int id = 0; id < 4; id++) {
      opening.bodies.add(write.commitment(id));
    }
    opening.leaves.add(write.opened());

    MadeBlock bets = block();
    bets.bodies.add(write.bets(2, first, second, bens));
    bets.leaves.add(write.done(first, GRANT - STAKE));
    bets.leaves.add(write.done(second, annas));
    bets.leaves.add(write.done(bens, bensBalance));

    MadeBlock again = block();
    again.bodies.add(write.bets(3, first, tooMuch));
    again.leaves.add(write.duplicate(first, annas, 3, 1));
    again.leaves.add(write.refused(tooMuch, 28, bensBalance));

    MadeBlock roll = block();
    for (int id = 0; id < 4; id++) {
      roll.bodies.add(write.reveal(id));
    }
    roll.leaves.add(write.rolled());
    long one = write.comesBack(first);
    long two = write.comesBack(second);
    long three = write.comesBack(bens);
    roll.leaves.add(write.settled(first, anna, annas + one));
    roll.leaves.add(write.settled(second, anna, annas + one + two));
    roll.leaves.add(write.settled(bens, ben, bensBalance + three));

    MadeBlock transfer = block();
    transfer.bodies.add(write.orders(4, gift));
    transfer.leaves.add(write.done(gift, bensBalance + three - 500));
    transfer.leaves.add(write.credit(gift, anna, 500, annas + one + two + 500));
    submitted.addAll(List.of(grantToAnna, grantToBen, first, second, bens, tooMuch, gift));
    seal();
  }

  /** With two different dice that win on the field. */
  static MadeHistory honest() {
    while (true) {
      MadeHistory made = new MadeHistory();
      int total = made.dice[0] + made.dice[1];
      if (made.dice[0] != made.dice[1] && Set.of(3, 4, 9, 10, 11).contains(total)) {
        return made;
      }
    }
  }

  private byte[] genesis() {
    Out out = new Out().text("made").id(Id.ZERO).u16(1).u63(1_000).u16(4).u16(1).u16(1).u63(5_000);
    out.id(Id.ZERO).u31(validators.size());
    for (int id = 0; id < validators.size(); id++) {
      out.u16(id).id(validators.get(id).key()).id(Id.ZERO).id(Id.ZERO).bytes(new byte[128]);
    }
    out.u31(1).u16(0).id(gateway.key()).u63(1_000_000);
    out.u31(1).u16(0).text("table").u63(BANKROLL).u63(1).u63(1_000_000_000);
    return out.u31(0).u63(SUPPLY_OF_TREASURY).done();
  }

  /** A new block at the end. */
  MadeBlock block() {
    MadeBlock block = new MadeBlock(blocks.size() + 1L, 10_000 + 100L * blocks.size());
    blocks.add(block);
    return block;
  }

  /** That block, from 1. */
  MadeBlock block(int sequence) {
    return blocks.get(sequence - 1);
  }

  /** The quorum signs what the blocks say now, and both gateways serve it. */
  void seal() {
    for (int i = 0; i < blocks.size(); i++) {
      if (i > 0) {
        blocks.get(i).parent = blocks.get(i - 1).digest();
        blocks.get(i).previousRoot = blocks.get(i - 1).root();
      }
      blocks.get(i).seal(chain, validators);
    }
    for (String name : List.of("gateway-0", "gateway-1")) {
      served.put(name, new ArrayList<>(blocks.stream().map(MadeBlock::copy).toList()));
    }
    answers.clear();
    answers();
  }

  /** A block as the first gateway serves it. */
  MadeBlock servedBlock(int sequence) {
    return served.get("gateway-0").get(sequence - 1);
  }

  private void answers() {
    long annas = GRANT - 3 * STAKE + write.comesBack(first) + write.comesBack(second);
    long bens = GRANT - STAKE + write.comesBack(this.bens);
    long won = 2 * GRANT - annas - bens;
    taken("POST /orders", 202, grantToAnna, grantToBen);
    taken("POST /games/0/bets", 503, first, second);
    taken("POST /games/0/bets", 202, first, second);
    taken("POST /games/0/bets", 202, this.bens, tooMuch);
    taken("POST /orders", 202, gift);
    long balance = annas - write.comesBack(second);
    said(
        "GET /games/0/bets/" + MadeLeaves.id(first),
        ("{'id':'%s','state':'DECIDED','receipt':{'sequence':3,'index':1,'balance':%d},"
                + "'settlements':[{'returned':%d,'profit':%d,'balance':%d}]}")
            .formatted(
                MadeLeaves.id(first),
                GRANT - STAKE,
                write.returned(first),
                write.profit(first),
                balance));
    said(
        "GET /games/0/bets/" + MadeLeaves.id(tooMuch),
        ("{'id':'%s','state':'REFUSED','receipt':{'sequence':4,'index':2,'balance':%d},"
                + "'settlements':[]}")
            .formatted(MadeLeaves.id(tooMuch), GRANT - STAKE));
    said(
        "GET /accounts/" + anna.key(),
        "{'key':'%s','balance':%d,'sequence':5}".formatted(anna.key(), annas));
    said(
        "GET /accounts/" + ben.key(),
        "{'key':'%s','balance':%d,'sequence':6}".formatted(ben.key(), bens - 500));
    said(
        "GET /games/0",
        "{'table':0,'sequence':3,'bankroll':%d,'staked':%d}".formatted(BANKROLL, 4 * STAKE));
    said(
        "GET /games/0",
        "{'table':0,'sequence':6,'bankroll':%d,'staked':0}".formatted(BANKROLL + won));
    said("GET /consensus/qc/4", "{'bytes':'%s'}".formatted(hex(block(4).certificate())));
    said("GET /games/0/bets/%s/proof".formatted(MadeLeaves.id(first)), proofOfFirst());
  }

  /** An answer to something that was sent. */
  void taken(String asked, int status, byte[]... orders) {
    String ids =
        String.join(",", Stream.of(orders).map(o -> "'" + MadeLeaves.id(o) + "'").toList());
    answers.add(
        "{'at':1,'gateway':'gateway-0','asked':'%s','sent':[%s],'status':%d,'body':{}}"
            .formatted(asked, ids, status)
            .replace('\'', '"'));
  }

  /** An answer to a question. */
  void said(String asked, String body) {
    answers.add(
        "{'at':1,'gateway':'gateway-1','asked':'%s','status':200,'body':%s}"
            .formatted(asked, body)
            .replace('\'', '"'));
  }

  private String proofOfFirst() {
    byte[] batch = block(3).bodies.get(0);
    int header = 1 + 74 + 4 + 1;
    List<byte[]> leaves =
        Stream.of(first, second, bens).map(order -> MadeLeaves.unsigned(order)).toList();
    byte[] payload = Arrays.copyOfRange(batch, header + 92, batch.length);
    return ("{'format':'bitcraps-bet-proof-1','genesis':'%s','bet':'%s','placement':{%s,"
            + "'header':'%s','payloadHash':'%s','betPath':'%s',%s},'rounds':[{'opening':{%s,%s},"
            + "'roll':{%s,%s,'settlement':{%s}}}],'changes':[]}")
        .formatted(
            hex(genesis),
            hex(first),
            certified(3),
            hex(Arrays.copyOfRange(batch, header, header + 92)),
            hex(Hash.sha(payload)),
            hex(MadeBlock.path(leaves, 0)),
            leaf(3, 1),
            certified(2),
            leaf(2, 1),
            certified(5),
            leaf(5, 1),
            leaf(5, 2));
  }

  private String certified(int sequence) {
    return "'block':'%s','certificate':'%s'"
        .formatted(hex(block(sequence).block), hex(block(sequence).certificate()));
  }

  private String leaf(int sequence, int index) {
    List<byte[]> leaves = block(sequence).allLeaves;
    return "'leaf':'%s','path':'%s'"
        .formatted(hex(leaves.get(index)), hex(MadeBlock.path(leaves, index)));
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** Writes it and judges it. */
  Findings judged(Path folder) {
    try {
      Files.write(folder.resolve("genesis.bin"), genesis);
      Files.write(folder.resolve("submitted.bin"), frames(submitted));
      try (BufferedWriter out =
          new BufferedWriter(
              new OutputStreamWriter(
                  new GZIPOutputStream(Files.newOutputStream(folder.resolve("answers.jsonl.gz"))),
                  StandardCharsets.UTF_8))) {
        for (String answer : answers) {
          out.write(answer + "\n");
        }
      }
      for (String name : served.keySet()) {
        Path own = Files.createDirectories(folder.resolve(name));
        List<MadeBlock> its = served.get(name);
        Files.write(
            own.resolve("blocks.bin"), frames(its.stream().map(MadeBlock::notice).toList()));
        Files.write(
            own.resolve("leaves.bin"),
            frames(its.stream().filter(b -> b.leavesServed).map(MadeBlock::leavesFrame).toList()));
      }
      try (History history = History.open(folder)) {
        return Judge.of(history);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] frames(List<byte[]> values) {
    Out out = new Out();
    values.forEach(out::framed);
    return out.done();
  }
}
