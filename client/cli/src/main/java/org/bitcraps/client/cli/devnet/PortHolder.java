package org.bitcraps.client.cli.devnet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether a port of this machine is free, and who holds it if not (Linux: from {@code /proc}). */
public final class PortHolder {

  private static final Path PROC = Path.of("/proc");
  private static final String LISTENING = "0A";
  private static final int COMMAND_CHARS_MAX = 100;
  private static final String SERVER_FOLDER = "-Djboss.server.base.dir=";

  private PortHolder() {}

  /** Whether a server could listen there on the loopback interface. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // As WildFly binds: a connection that lingers from an earlier server is in nobody's way.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** {@code process 4711 (java -jar …)}; {@code another process} where that cannot be seen. */
  public static String describe(int port) {
    return pid(port)
        .map(pid -> "process " + pid + " (" + command(pid) + ")")
        .orElse("another process, which the system does not show to you");
  }

  static Optional<Long> pid(int port) {
    TreeSet<String> sockets = new TreeSet<>();
    for (String table : List.of("tcp", "tcp6")) {
      rows(PROC.resolve("net").resolve(table)).stream()
          .skip(1)
          .forEach(line -> listener(line, port).ifPresent(sockets::add));
    }
    return sockets.isEmpty() ? Optional.empty() : owner(sockets);
  }

  /** None on a system that has no such table: then nobody can be named. */
  private static List<String> rows(Path table) {
    try {
      return Files.readAllLines(table);
    } catch (IOException e) {
      return List.of();
    }
  }

  /** {@code socket:[inode]} if the row is a listener on that port; proc(5), /proc/net/tcp. */
  private static Optional<String> listener(String row, int port) {
    List<String> columns = List.of(row.strip().split("\\s+", -1));
    if (columns.size() < 10 || !columns.get(3).equals(LISTENING)) {
      return Optional.empty();
    }
    String local = columns.get(1);
    return Integer.parseInt(local.substring(local.indexOf(':') + 1), 16) == port
        ? Optional.of("socket:[" + columns.get(9) + "]")
        : Optional.empty();
  }

  private static Optional<Long> owner(Set<String> sockets) {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (holds(process, sockets)) {
          return Optional.of(Long.parseLong(process.getFileName().toString()));
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static boolean holds(Path process, Set<String> sockets) {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : open) {
        if (Files.isSymbolicLink(file)
            && sockets.contains(Files.readSymbolicLink(file).toString())) {
          return true;
        }
      }
    } catch (IOException e) {
      // Somebody else's process, or one that has just ended.
      return false;
    }
    return false;
  }

  private static String command(long pid) {
    try {
      String read = Files.readString(PROC.resolve(Long.toString(pid)).resolve("cmdline"));
      // A server's command line begins with forty options of Java; where it lies tells more.
      for (String word : List.of(read.split("\0", -1))) {
        if (word.startsWith(SERVER_FOLDER)) {
          return "the server in " + word.substring(SERVER_FOLDER.length());
        }
      }
      String line = read.replace('\0', ' ').strip();
      return line.length() <= COMMAND_CHARS_MAX ? line : line.substring(0, COMMAND_CHARS_MAX) + "…";
    } catch (IOException e) {
      return "its command line cannot be read";
    }
  }
}
