package org.bitcraps.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Follows one gateway: every block that it serves, and what came of it, goes on record and to the
 * {@link Progress}. A gateway that was away is followed from where it is again.
 */
final class Tail implements Runnable {

  private static final long PAUSE_MS = 100;
  private static final int MAGIC_AND_VERSION = 10;
  private static final int SEQUENCE_AT = 40;
  private static final int PRUNED = 410;

  private final Door door;
  private final Recorder recorder;
  private final Progress progress;
  private final ObjectMapper json = new ObjectMapper();
  private volatile long last;
  private long skipped;

  Tail(Door door, Recorder recorder, Progress progress) {
    this.door = door;
    this.recorder = recorder;
    this.progress = progress;
  }

  /** The last block that was seen here. */
  long last() {
    return last;
  }

  /** Blocks that were no longer kept when they were asked for. */
  long skipped() {
    return skipped;
  }

  @Override
  public void run() {
    try {
      while (true) {
        try {
          follow();
        } catch (IOException e) {
          // It is away; it will be back.
        }
        Thread.sleep(PAUSE_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow() throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = door.bytes("/consensus/blocks.bin?from=" + (last + 1));
    if (answer.statusCode() == PRUNED) {
      catchUp();
    } else if (answer.statusCode() == 200) {
      ByteBuffer file = ByteBuffer.wrap(answer.body());
      if (file.remaining() > MAGIC_AND_VERSION) {
        file.position(MAGIC_AND_VERSION);
        frame(file);
        for (byte[] notice = frame(file); notice.length > 0; notice = frame(file)) {
          block(notice);
        }
      }
    }
  }

  /** The next one; nothing if the connection broke in it. */
  private static byte[] frame(ByteBuffer file) {
    if (file.remaining() < 4 || file.remaining() - 4 < file.getInt(file.position())) {
      return new byte[0];
    }
    byte[] bytes = new byte[file.getInt()];
    file.get(bytes);
    return bytes;
  }

  private void catchUp() throws InterruptedException {
    Door.Answer status = door.get("/consensus/status");
    long now = status.body().path("sequence").asLong(last);
    if (status.ok() && now > last + 1) {
      skipped += now - last - 1;
      last = now - 1;
    }
  }

  private void block(byte[] notice) throws IOException, InterruptedException {
    long sequence = ByteBuffer.wrap(notice).getLong(SEQUENCE_AT);
    HttpResponse<byte[]> answer = door.bytes("/consensus/blocks/" + sequence + "/leaves");
    List<byte[]> leaves = new ArrayList<>();
    if (answer.statusCode() == 200) {
      for (JsonNode leaf : json.readTree(answer.body()).path("leaves")) {
        leaves.add(HexFormat.of().parseHex(leaf.asText()));
      }
    }
    try {
      recorder.block(door.name(), notice);
      if (!leaves.isEmpty()) {
        recorder.leaves(door.name(), sequence, leaves);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the recorder fails", e);
    }
    last = sequence;
    progress.block(sequence, leaves);
  }
}
