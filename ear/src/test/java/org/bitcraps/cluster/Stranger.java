package org.bitcraps.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Somebody who connects to a port of a node, with some key or none. */
final class Stranger {

  /** Longer than a server needs to refuse a certificate. */
  private static final int SILENCE_MS = 1_500;

  private static final int CONNECT_MS = 5_000;

  private Stranger() {}

  /** Whoever answers will do: who is asked for a certificate is us. */
  private static final X509TrustManager ANYBODY =
      new X509TrustManager() {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
          return new X509Certificate[0];
        }
      };

  /** A key as PKCS12. */
  static KeyManager[] keys(Path keystore, char[] passphrase) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(keystore)) {
      store.load(file, passphrase);
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, passphrase);
    return factory.getKeyManagers();
  }

  /**
   * Why TLS does not let us in; empty if it does. With TLS 1.3 a client learns that its certificate
   * was refused when it reads.
   */
  static Optional<String> refusal(int port, KeyManager... keys) throws Exception {
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(keys, new TrustManager[] {ANYBODY}, new SecureRandom());
    try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MS);
      socket.setSoTimeout(SILENCE_MS);
      socket.startHandshake();
      int _ = socket.getInputStream().read(); // Silence, or the end: there we have nothing to say.
      return Optional.empty();
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    } catch (SSLException e) {
      return Optional.of(e.getMessage());
    } catch (IOException e) {
      throw new IOException("port " + port, e);
    }
  }
}
