package org.bitcraps.client.cli.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.bitcraps.crypto.home.Home;
import org.bitcraps.crypto.home.Passphrase;

/** The door of a broker: mutual TLS as a node's server speaks it, and then nothing is said. */
final class Door implements AutoCloseable {

  private final SSLServerSocket socket;

  private Door(SSLServerSocket socket) {
    this.socket = socket;
  }

  /**
   * Opens one.
   *
   * @param self whose key it shows
   * @param trusting whose list of others it goes by
   */
  static Door of(Home self, Home trusting) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    char[] passphrase = Passphrase.read(self.passphrase());
    keys.init(store(self.tlsKeystore(), passphrase), passphrase);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(
        store(trusting.tls().resolve("truststore.p12"), Passphrase.read(trusting.passphrase())));
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    SSLServerSocket socket =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    socket.setNeedClientAuth(true);
    Door door = new Door(socket);
    Thread.ofPlatform().daemon().name("door").start(door::serve);
    return door;
  }

  private static KeyStore store(Path file, char[] passphrase) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, passphrase);
    }
    return store;
  }

  int port() {
    return socket.getLocalPort();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (SSLSocket guest = (SSLSocket) socket.accept()) {
        guest.startHandshake();
        if (guest.getInputStream().read() >= 0) {
          throw new IllegalStateException("a doctor says nothing");
        }
      } catch (IOException e) {
        // One that was refused, or the end.
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
