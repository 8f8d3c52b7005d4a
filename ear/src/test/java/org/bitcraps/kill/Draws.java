package org.bitcraps.kill;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.protocol.pbft.PbftCodec;

/**
 * What one life told its gateway, in certified blocks, of the secrets behind the dice.
 *
 * @param last the highest block that the gateway was told of
 * @param commitments by round, then validator: lower-case hexadecimal
 * @param reveals likewise
 */
record Draws(
    long last,
    Map<Long, SortedMap<Integer, String>> commitments,
    Map<Long, SortedMap<Integer, String>> reveals) {

  /** One for each life. */
  static List<Draws> of(Path folder, Genesis genesis) throws IOException {
    List<Draws> lives = new ArrayList<>();
    for (List<Recording.Message> life : Recording.lives(folder)) {
      Map<Long, SortedMap<Integer, String>> commitments = new TreeMap<>();
      Map<Long, SortedMap<Integer, String>> reveals = new TreeMap<>();
      long last = 0;
      for (Recording.Message message : life) {
        if (message.address().endsWith(".blocks") && !isOfState(message)) {
          BlockNotice notice =
              Decoder.decode(
                  message.body(),
                  PbftCodec.bytesMax(genesis.parameters()),
                  in -> BlockNotice.decode(in, genesis.parameters()));
          last = Math.max(last, notice.certified().sequence().value());
          for (BatchBody body : notice.bodies()) {
            switch (body.body().operation()) {
              case Operation.Commitment c ->
                  commitments
                      .computeIfAbsent(c.draw().round(), round -> new TreeMap<>())
                      .put(c.validator().value(), c.commitment().hex());
              case Operation.Reveal r ->
                  reveals
                      .computeIfAbsent(r.draw().round(), round -> new TreeMap<>())
                      .put(r.validator().value(), r.secret().value().hex());
              case Operation.PlaceBets bets -> {}
              case Operation.PlayerOrders orders -> {}
            }
          }
        }
      }
      lives.add(new Draws(last, commitments, reveals));
    }
    return lives;
  }

  /** Gateways are told of states, too; a certificate of one begins with its statement's tag. */
  private static boolean isOfState(Recording.Message message) {
    return message.body()[0] == DomainTag.CHECKPOINT.code();
  }
}
