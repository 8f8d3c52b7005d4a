package org.bitcraps.persistence.journal;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.protocol.port.BlockStore;
import org.bitcraps.protocol.port.Journal;
import org.bitcraps.protocol.port.Storage;

/** {@link FileJournal} and {@link FileBlockStore} side by side in one folder; a CDI bean. */
@ApplicationScoped
public class FileStorage implements Storage {

  @Override
  public Kept open(String directory, ChainId chain, ReplicaId validator, Parameters limits) {
    Path folder = Path.of(directory);
    FileJournal journal = FileJournal.open(folder, chain, validator);
    try {
      return new Files(journal, FileBlockStore.open(folder, chain, validator, limits));
    } catch (RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  @Override
  public boolean hasRoom(String directory, long bytes) {
    Path folder = Path.of(directory);
    try {
      return DiskFault.freeBytes(folder) - bytes >= DiskFault.ROOM_BYTES_MIN;
    } catch (IOException e) {
      throw DiskFault.of(folder, "cannot be asked for its space", e);
    }
  }

  @Override
  public Followed openFollowed(String directory, ChainId chain, Parameters limits) {
    return FileBlockStore.openFollowed(Path.of(directory), chain, limits);
  }

  @Override
  public States openStates(String directory, ChainId chain) {
    return FileStates.open(Path.of(directory), chain);
  }

  private record Files(FileJournal fileJournal, FileBlockStore fileBlocks) implements Kept {

    @Override
    public Journal journal() {
      return fileJournal;
    }

    @Override
    public BlockStore blocks() {
      return fileBlocks;
    }

    @Override
    public List<String> notices() {
      return Stream.of(fileJournal.notice(), fileBlocks.notice())
          .flatMap(Optional::stream)
          .toList();
    }

    @Override
    public void close() {
      fileBlocks.close();
      fileJournal.close();
    }
  }
}
