package org.bitcraps.page;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Frames of docs/websocket.md, as a gateway would send them, around a few facts. */
final class Frames {

  static final String CHAIN = "c0ffee00".repeat(8);
  private static final long OPENS_MS = 1_800_000_000_000L;

  private Frames() {}

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  /** A digest that tells a chain's blocks apart. */
  static String digest(String chain, long n) {
    return "%s%056d".formatted(chain.substring(0, 8), n);
  }

  static String snapshot(String chain, long n) {
    return json(
        ("{'type':'snapshot','n':%d,'timeMs':%d,'idleMs':60000,'chain':'%s','quorum':3,"
                + "'table':%s,'bets':[{'type':'DONT_PASS','total':3960,'count':2}],"
                + "'rolls':[%s],'blocks':[%s]}")
            .formatted(
                n, OPENS_MS, chain, table(n, "BETTING", 8), roll(40, 5, 3, 8), block(chain, n)));
  }

  static String update(String chain, long n) {
    return json(
        "{'type':'block','n':%d,'effectiveTimeMs':%d,'block':%s,'table':%s}"
            .formatted(n, OPENS_MS, block(chain, n), table(n, "REVEALING", 8)));
  }

  static String sevenOut(String chain, long n) {
    return json(
        ("{'type':'block','n':%d,'effectiveTimeMs':%d,'block':%s,'table':%s,'bets':[],'roll':%s,"
                + "'settled':{'won':2,'lost':0,'pushed':0,'moved':0,'paid':3960,'collected':0}}")
            .formatted(n, OPENS_MS, block(chain, n), table(n, "SETTLED", 0), roll(41, 3, 4, 0)));
  }

  static String five(String chain, long n) {
    return json(
        ("{'type':'block','n':%d,'effectiveTimeMs':%d,'block':%s,'table':%s,'bets':[],'roll':%s,"
                + "'settled':{'won':0,'lost':1,'pushed':1,'moved':0,'paid':0,'collected':1320}}")
            .formatted(n, OPENS_MS, block(chain, n), table(n, "SETTLED", 8), roll(41, 4, 1, 8)));
  }

  static String resumed(long n) {
    return json("{'type':'resumed','n':%d,'timeMs':%d,'idleMs':60000}".formatted(n, OPENS_MS));
  }

  /** Validator 2 is stopped; {@code why} nothing moves, or empty. */
  static String status(long n, String why) {
    String validators =
        IntStream.range(0, 4)
            .mapToObj(id ->
                "{'id':%d,'up':%b,'condition':'%s','lastSigned':%d,'view':5}"
                    .formatted(id, id != 2, id == 2 ? "STOPPED" : "UP", n))
            .collect(Collectors.joining(","));
    String reasons =
        why.isEmpty() ? "" : "{'code':'REVEALS_AWAITED','table':0,'text':'%s'}".formatted(why);
    return json(
        ("{'type':'status','timeMs':%d,'sequence':%d,'lastBlockAgoMs':9,"
                + "'validators':[%s],'waiting':[%s]}")
            .formatted(OPENS_MS, n, validators, reasons));
  }

  private static String table(long n, String phase, int point) {
    return ("{'table':0,'name':'Felt','sequence':%d,'round':41,'phase':'%s','opensAtMs':%d,"
            + "'closesAtMs':%d,'closedAtMs':0,'point':%d,'hand':1,'committers':[0,1,3],"
            + "'revealed':[0,3],'stakeMin':1320,'stakeMax':1320000,'unit':1320,'staked':3960,"
            + "'bankroll':132000000,'reserved':3960}")
        .formatted(n, phase, OPENS_MS, OPENS_MS + 5_000, point);
  }

  private static String roll(long round, int die1, int die2, int point) {
    return ("{'table':0,'round':%d,'sequence':1,'dice':[%d,%d],'total':%d,'point':%d,"
            + "'sevenOut':%b,'source':'COMMIT_REVEAL','beacon':'','commitments':{},"
            + "'reveals':{},'missing':[]}")
        .formatted(round, die1, die2, die1 + die2, point, die1 + die2 == 7);
  }

  private static String block(String chain, long n) {
    return ("{'sequence':%d,'digest':'%s','parent':'%s','timeMs':%d,'epoch':0,'view':5,"
            + "'resultRoot':'','signers':[0,1,3],'bodies':[{'digest':'','kind':'BETS','bytes':1,"
            + "'operations':2}],'bytes':''}")
        .formatted(n, digest(chain, n), digest(chain, n - 1), OPENS_MS);
  }
}
