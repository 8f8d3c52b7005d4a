package org.bitcraps.client.cli.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Knocks at the broker of another node as this one does, and says who opened. */
final class PeerDoor {

  private static final int TIMEOUT_MS = 3_000;

  /** A server that knows us waits for us to speak; one that does not says so at once. */
  private static final int SILENCE_MS = 400;

  private PeerDoor() {}

  /** What happened. */
  enum Answer {
    /** It has the certificate that we expect, and lets us in. */
    OPEN,
    UNREACHABLE,
    /** Who answers there shows another certificate than the one that we expect. */
    ANOTHER,
    /** It has the right one, and does not know ours. */
    REFUSES_US
  }

  /** An answer, and what the network said. */
  record Knock(Answer answer, String says) {}

  /**
   * Knocks.
   *
   * @param address {@code host:port}
   * @param self our key and certificate
   * @param expected that node's certificate
   */
  static Knock at(String address, KeyStore self, char[] passphrase, X509Certificate expected) {
    AtomicReference<X509Certificate> shown = new AtomicReference<>();
    int colon = address.lastIndexOf(':');
    String host = address.substring(0, colon).replaceAll("[\\[\\]]", "");
    try (Socket plain = new Socket()) {
      plain.connect(
          new InetSocketAddress(host, Integer.parseInt(address.substring(colon + 1))), TIMEOUT_MS);
      plain.setSoTimeout(TIMEOUT_MS);
      SSLContext context = context(self, passphrase, shown);
      try (SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket(plain, host, 0, true)) {
        socket.setEnabledProtocols(new String[] {"TLSv1.3"});
        return knock(socket, shown, expected);
      }
    } catch (IOException | GeneralSecurityException e) {
      return shown.get() != null && !shown.get().equals(expected)
          ? another(shown.get())
          : new Knock(Answer.UNREACHABLE, message(e));
    }
  }

  private static Knock knock(
      SSLSocket socket, AtomicReference<X509Certificate> shown, X509Certificate expected)
      throws IOException {
    try {
      socket.startHandshake();
      if (!shown.get().equals(expected)) {
        return another(shown.get());
      }
      socket.setSoTimeout(SILENCE_MS);
      return socket.getInputStream().read() < 0
          ? new Knock(Answer.REFUSES_US, "it hangs up")
          : new Knock(Answer.OPEN, "");
    } catch (SocketTimeoutException e) {
      if (shown.get() == null) {
        throw e;
      }
      return new Knock(Answer.OPEN, "");
    } catch (SSLException | SocketException e) {
      if (shown.get() == null || !shown.get().equals(expected)) {
        throw e;
      }
      return new Knock(Answer.REFUSES_US, message(e));
    }
  }

  private static Knock another(X509Certificate shown) {
    return new Knock(Answer.ANOTHER, "of " + shown.getSubjectX500Principal().getName());
  }

  private static String message(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  /** Takes any certificate: it is compared afterwards, and nothing is said before. */
  private static SSLContext context(
      KeyStore self, char[] passphrase, AtomicReference<X509Certificate> shown)
      throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(self, passphrase);
    KeyManager[] managers = keys.getKeyManagers();
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(managers, new TrustManager[] {new Looking(shown)}, null);
    return context;
  }

  private static final class Looking extends X509ExtendedTrustManager {

    private final AtomicReference<X509Certificate> shown;

    Looking(AtomicReference<X509Certificate> shown) {
      this.shown = shown;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      shown.set(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
      shown.set(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      shown.set(chain[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
      throw new IllegalStateException("we are no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
      throw new IllegalStateException("we are no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      throw new IllegalStateException("we are no server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
