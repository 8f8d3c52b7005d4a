package org.bitcraps.client.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.craps.Roll;
import org.bitcraps.evidence.dice.Beacon;
import org.bitcraps.evidence.dice.DiceSecret;
import org.bitcraps.evidence.dice.DrawId;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.wire.MalformedException;

/**
 * The dice of a round as the gateway tells them.
 *
 * @param commitments what validators had committed to
 * @param reveals the secrets used
 * @param beacon what they hash to, as told
 * @param roll the dice, as told
 */
public record Randomness(
    TableId table,
    long round,
    SortedMap<ReplicaId, Digest> commitments,
    SortedMap<ReplicaId, DiceSecret> reveals,
    Beacon beacon,
    Roll roll) {

  /** Whether the dice follow from the secrets and the secrets from the commitments. */
  public boolean isConsistent(ChainId chain) {
    return LocalChecks.verifyCommitReveal(
            new DrawId(chain, table, round), commitments, reveals, beacon)
        && roll.equals(beacon.roll());
  }

  static Randomness of(JsonNode node) {
    try {
      SortedMap<ReplicaId, Digest> commitments = digests(node.path("commitments"));
      SortedMap<ReplicaId, DiceSecret> reveals = new TreeMap<>();
      digests(node.path("reveals")).forEach((id, v) -> reveals.put(id, new DiceSecret(v)));
      List<?> dice = Json.view(node.path("dice"), List.class);
      return new Randomness(
          new TableId(node.path("table").asInt()),
          node.path("round").asLong(),
          commitments,
          reveals,
          new Beacon(Digest.fromHex(node.path("beacon").asText())),
          new Roll((Integer) dice.get(0), (Integer) dice.get(1)));
    } catch (IllegalArgumentException
        | ClassCastException
        | NullPointerException
        | IndexOutOfBoundsException e) {
      throw new MalformedException("randomness", String.valueOf(e.getMessage()));
    }
  }

  private static SortedMap<ReplicaId, Digest> digests(JsonNode node) {
    SortedMap<ReplicaId, Digest> digests = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      digests.put(
          new ReplicaId(Integer.parseInt(field.getKey())),
          Digest.fromHex(field.getValue().asText()));
    }
    return digests;
  }
}
