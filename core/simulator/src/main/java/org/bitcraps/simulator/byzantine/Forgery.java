package org.bitcraps.simulator.byzantine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.dice.DiceSecret;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.BlockRequest;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.protocol.pbft.PbftMessage;

/** Messages that the production core would never sign, signed with the liar's own key. */
record Forgery(ChainId chain, Epoch epoch, ReplicaId self, Signer key) {

  PbftMessage.PrePrepare proposal(View view, Block block) {
    Statement.Prepare statement =
        new Statement.Prepare(chain, epoch, view, block.sequence(), block.digest());
    return new PbftMessage.PrePrepare(view, block, vote(statement));
  }

  PbftMessage.Prepare prepare(View view, SequenceNumber sequence, Digest block) {
    Statement.Prepare statement = new Statement.Prepare(chain, epoch, view, sequence, block);
    return new PbftMessage.Prepare(statement, vote(statement));
  }

  PbftMessage.Commit commit(View view, SequenceNumber sequence, Digest block, Digest root) {
    Statement.Commit statement = new Statement.Commit(chain, epoch, view, sequence, block, root);
    return new PbftMessage.Commit(statement, vote(statement));
  }

  /** The same checkpoint with another state. */
  PbftMessage.Checkpoint checkpoint(Statement.Checkpoint s, Digest stateRoot) {
    Statement.Checkpoint other =
        new Statement.Checkpoint(
            s.chain(), s.epoch(), s.sequence(), s.block(), s.resultRoot(), stateRoot);
    return new PbftMessage.Checkpoint(other, vote(other));
  }

  PbftMessage.Status status(View view, SequenceNumber certified) {
    byte[] message = request(1).value(view).value(certified).toBytes();
    return new PbftMessage.Status(chain, self, view, certified, key.sign(message));
  }

  PbftMessage.BodiesWanted bodiesWanted(ReplicaId to, List<Digest> digests) {
    byte[] message = request(2).value(to).digests(digests).toBytes();
    return new PbftMessage.BodiesWanted(chain, self, to, digests, key.sign(message));
  }

  /** Another chunk, or a list with another chunk; other messages as they are. */
  PbftMessage wrongState(PbftMessage message, Digest other) {
    if (message instanceof PbftMessage.Chunk m) {
      byte[] content = m.content();
      content[content.length - 1] ^= 1;
      return wrongChunk(m.digest(), content);
    }
    if (message instanceof PbftMessage.ChunkList m && !m.chunks().isEmpty()) {
      List<Digest> chunks = new ArrayList<>(m.chunks());
      chunks.set(chunks.size() - 1, other);
      byte[] signed = request(7).digest(m.root()).digests(chunks).toBytes();
      return new PbftMessage.ChunkList(chain, self, m.root(), chunks, key.sign(signed));
    }
    return message;
  }

  PbftMessage.Chunk wrongChunk(Digest digest, byte[] content) {
    byte[] signed = request(8).digest(digest).bytes(content).toBytes();
    return new PbftMessage.Chunk(chain, self, digest, content, key.sign(signed));
  }

  PbftMessage.BlocksWanted blocksWanted(ReplicaId to, BlockRequest wanted) {
    byte[] message = request(3).value(to).value(wanted).toBytes();
    return new PbftMessage.BlocksWanted(chain, self, to, wanted, key.sign(message));
  }

  /** The same vote for the next epoch; other messages as they are. */
  PbftMessage ofNextEpoch(PbftMessage message) {
    Epoch next = new Epoch(epoch.value() + 1);
    if (message instanceof PbftMessage.Prepare prepare) {
      Statement.Prepare s = prepare.statement();
      Statement.Prepare other =
          new Statement.Prepare(chain, next, s.view(), s.sequence(), s.block());
      return new PbftMessage.Prepare(other, vote(other));
    }
    if (message instanceof PbftMessage.Commit commit) {
      Statement.Commit s = commit.statement();
      Statement.Commit other =
          new Statement.Commit(chain, next, s.view(), s.sequence(), s.block(), s.resultRoot());
      return new PbftMessage.Commit(other, vote(other));
    }
    return message;
  }

  /** A view-change that knows of nothing. */
  PbftMessage.ViewChange emptyViewChange(View view) {
    byte[] message =
        new Encoder()
            .tag(DomainTag.VIEW_CHANGE)
            .value(chain)
            .value(epoch)
            .value(self)
            .value(view)
            .optional(Optional.empty())
            .list(List.of())
            .toBytes();
    Signature signature = key.sign(message);
    return new PbftMessage.ViewChange(
        chain, epoch, self, view, Optional.empty(), List.of(), signature);
  }

  PbftMessage.NewView newView(View view, List<PbftMessage.ViewChange> viewChanges) {
    Encoder out =
        new Encoder()
            .tag(DomainTag.NEW_VIEW)
            .value(chain)
            .value(epoch)
            .value(self)
            .value(view)
            .u31(viewChanges.size());
    viewChanges.forEach(v -> out.digest(Digest.of(DomainTag.VIEW_CHANGE, v.toWire())));
    return new PbftMessage.NewView(chain, epoch, self, view, viewChanges, key.sign(out.toBytes()));
  }

  /** Another's commitment, in our name. */
  PbftMessage.Bodies copied(Operation.Commitment other) {
    Signature signature =
        key.sign(Operation.Commitment.signedBytes(other.draw(), self, other.commitment()));
    Operation ours = new Operation.Commitment(other.draw(), self, other.commitment(), signature);
    return new PbftMessage.Bodies(self, List.of(BatchBody.own(Body.of(ours))));
  }

  /** Some other secret for the draws that we reveal. */
  PbftMessage.Bodies falseReveals(PbftMessage.Bodies bodies, DiceSecret secret) {
    List<BatchBody> forged = new ArrayList<>();
    for (BatchBody body : bodies.bodies()) {
      if (body.body().operation() instanceof Operation.Reveal reveal
          && reveal.validator().equals(self)) {
        Signature signature = key.sign(Operation.Reveal.signedBytes(reveal.draw(), self, secret));
        Operation other = new Operation.Reveal(reveal.draw(), self, secret, signature);
        forged.add(BatchBody.own(Body.of(other)));
      } else {
        forged.add(body);
      }
    }
    return new PbftMessage.Bodies(self, forged);
  }

  private Encoder request(int kind) {
    return new Encoder().tag(DomainTag.PEER_ENVELOPE).value(chain).value(self).u8(kind);
  }

  private Vote vote(Statement statement) {
    return new Vote(self, key.sign(statement.toWire()));
  }
}
