package org.bitcraps.crypto.home;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.HexFormat;
import java.util.function.UnaryOperator;
import org.bitcraps.crypto.HmacSha256;
import org.bitcraps.crypto.NodeSecrets;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.membership.ReplicaId;

/** Names and passwords under which nodes connect to each other's brokers. */
public final class BrokerUser {

  private static final byte[] DOMAIN = "bitcraps broker password v1\n".getBytes(US_ASCII);

  private BrokerUser() {}

  /** The name of a validator, also of its broker. */
  public static String of(ReplicaId id) {
    return "validator-" + id;
  }

  /** The name of a gateway, also of its broker. */
  public static String of(GatewayId id) {
    return "gateway-" + id;
  }

  /**
   * The passwords of a node by the name of the broker's. Keys that were made for one server have no
   * secret for them: it is missed when a password is needed.
   */
  public static UnaryOperator<String> passwords(NodeSecrets secrets, Genesis genesis) {
    if (!secrets.contains(NodeSecrets.BROKER)) {
      return broker -> {
        throw new IllegalStateException(
            "the keystore has no secret \"%s\" for the broker of %s"
                .formatted(NodeSecrets.BROKER, broker));
      };
    }
    byte[] secret = secrets.copyOf(NodeSecrets.BROKER);
    return broker -> password(secret, genesis, broker);
  }

  /**
   * Another one for each broker, so that none can use it at the next.
   *
   * @param secret the {@link NodeSecrets#BROKER} of who connects
   * @param broker whose broker it is
   */
  public static String password(byte[] secret, Genesis genesis, String broker) {
    return HexFormat.of()
        .formatHex(
            HmacSha256.mac(
                secret, DOMAIN, genesis.chainId().digest().toBytes(), broker.getBytes(US_ASCII)));
  }
}
