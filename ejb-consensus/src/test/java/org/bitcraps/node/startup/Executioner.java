package org.bitcraps.node.startup;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.jms.Envelope;
import org.bitcraps.node.egress.Post;
import org.bitcraps.node.ingress.Door;
import org.bitcraps.node.observation.Watch;
import org.bitcraps.protocol.consensus.Lane;
import org.bitcraps.protocol.port.Journal;
import org.bitcraps.protocol.port.Storage;

/**
 * Kills a condemned validator at a random moment of its next outputs: while it appends, before or
 * after a force, between two messages. What was appended and not forced is lost, but for a random
 * part from its beginning.
 */
final class Executioner implements Storage {

  /** What ends the victim. */
  static final class Killed extends RuntimeException {

    static final String WORD = "killed";
    private static final long serialVersionUID = 1L;

    Killed(Moment moment) {
      super(WORD + " " + moment);
    }
  }

  enum Moment {
    APPEND,
    BEFORE_FORCE,
    AFTER_FORCE,
    SEND,
    BEFORE_CUT,
    AFTER_CUT
  }

  private final Storage real;
  private final Random random;
  private final Map<ReplicaId, Integer> condemned = new ConcurrentHashMap<>();
  private final Set<Moment> seen = EnumSet.noneOf(Moment.class);

  Executioner(Storage real, long seed) {
    this.real = real;
    this.random = new Random(seed);
  }

  /** It dies within the next dozen moments. */
  synchronized void condemn(ReplicaId victim) {
    condemned.put(victim, random.nextInt(12));
  }

  /** At how many different kinds of moment somebody has died. */
  synchronized int momentsSeen() {
    return seen.size();
  }

  private synchronized boolean dies(ReplicaId id, Moment moment) {
    Integer left = condemned.get(id);
    if (left == null) {
      return false;
    }
    if (left > 0) {
      condemned.put(id, left - 1);
      return false;
    }
    condemned.remove(id);
    seen.add(moment);
    return true;
  }

  private synchronized int random(int bound) {
    return random.nextInt(bound);
  }

  @Override
  public Kept open(String directory, ChainId chain, ReplicaId validator, Parameters limits) {
    Kept kept = real.open(directory, chain, validator, limits);
    return new OtherJournal(kept, new Mortal(kept.journal(), validator));
  }

  /** Holds back what is appended until it is forced, as a disk's cache may. */
  private final class Mortal implements Journal {

    private final Journal disk;
    private final ReplicaId owner;
    private final List<byte[]> unforced = new ArrayList<>();

    Mortal(Journal disk, ReplicaId owner) {
      this.disk = disk;
      this.owner = owner;
    }

    @Override
    public List<byte[]> recover() {
      return disk.recover();
    }

    @Override
    public List<byte[]> records() {
      return disk.records();
    }

    @Override
    public void replace(List<byte[]> records) {
      throw new AssertionError("a validator cuts by a draft");
    }

    @Override
    public Draft draft() {
      Draft draft = disk.draft();
      return new Draft() {
        @Override
        public List<byte[]> records() {
          return draft.records();
        }

        @Override
        public void write(List<byte[]> records) {
          draft.write(records);
        }

        @Override
        public void takePlace() {
          if (dies(owner, Moment.BEFORE_CUT)) {
            throw new Killed(Moment.BEFORE_CUT);
          }
          draft.takePlace();
          if (dies(owner, Moment.AFTER_CUT)) {
            throw new Killed(Moment.AFTER_CUT);
          }
        }

        @Override
        public void close() {
          draft.close();
        }
      };
    }

    @Override
    public void append(List<byte[]> records) {
      unforced.addAll(records);
      if (dies(owner, Moment.APPEND)) {
        lose();
        throw new Killed(Moment.APPEND);
      }
    }

    @Override
    public void force() {
      if (dies(owner, Moment.BEFORE_FORCE)) {
        lose();
        throw new Killed(Moment.BEFORE_FORCE);
      }
      disk.append(List.copyOf(unforced));
      disk.force();
      unforced.clear();
      if (dies(owner, Moment.AFTER_FORCE)) {
        throw new Killed(Moment.AFTER_FORCE);
      }
    }

    private void lose() {
      List<byte[]> survives = unforced.subList(0, random(unforced.size() + 1));
      if (!survives.isEmpty()) {
        disk.append(List.copyOf(survives));
      }
    }

    @Override
    public void close() {
      disk.close();
    }
  }

  /** A transport over which a condemned validator may die between two messages. */
  Transport over(Transport bus) {
    return new Transport() {
      @Override
      public Post post(ReplicaId self) {
        return new MortalPost(bus.post(self), self);
      }

      @Override
      public Listening listen(ReplicaId self, Door door, Watch watch, Consumer<Throwable> broken) {
        return bus.listen(self, door, watch, broken);
      }
    };
  }

  private final class MortalPost extends OtherPost {

    private final ReplicaId self;

    MortalPost(Post post, ReplicaId self) {
      super(post);
      this.self = self;
    }

    @Override
    public boolean toValidator(ReplicaId to, Lane lane, Envelope envelope) {
      if (dies(self, Moment.SEND)) {
        throw new Killed(Moment.SEND);
      }
      return super.toValidator(to, lane, envelope);
    }
  }
}
