package org.bitcraps.crypto.home;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import org.bitcraps.crypto.HmacSha256;
import org.bitcraps.crypto.NodeSecrets;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;

/** Names and passwords under which nodes connect to each other's brokers. */
public final class BrokerUser {

  private static final byte[] DOMAIN = "bitcraps broker password v2\n".getBytes(US_ASCII);

  /** As server-config names it; part of each hash. */
  public static final String REALM = "bitcraps-brokers";

  private BrokerUser() {}

  /** The name of a validator, also of its broker. */
  public static String of(ReplicaId id) {
    return NodeName.of(id).toString();
  }

  /** The name of a gateway, also of its broker. */
  public static String of(GatewayId id) {
    return NodeName.of(id).toString();
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
    return broker -> password(secret, genesis.salt(), broker);
  }

  /**
   * Another one for each broker, so that none can use it at the next. It needs no chain id, which
   * nobody knows before all members do: a salt is of one charter, and keys are of one salt.
   *
   * @param secret the {@link NodeSecrets#BROKER} of who connects
   * @param salt of the genesis
   * @param broker whose broker it is
   */
  public static String password(byte[] secret, Digest salt, String broker) {
    return HexFormat.of()
        .formatHex(HmacSha256.mac(secret, DOMAIN, salt.toBytes(), broker.getBytes(US_ASCII)));
  }

  /**
   * What a broker has of a password, in its server's format. All may see it: the password has 256
   * random bits, so that neither the age of MD5 nor a list of guesses leads back to it.
   */
  public static String hash(String user, String password) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("MD5")
                  .digest((user + ":" + REALM + ":" + password).getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
