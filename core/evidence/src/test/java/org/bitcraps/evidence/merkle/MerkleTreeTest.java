package org.bitcraps.evidence.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.bitcraps.evidence.keys.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** B5: the tree of RFC 6962 §2.1, and no other proof than its own. */
class MerkleTreeTest {

  private static final int LARGEST = 130;

  /** Leaves and roots of certificate-transparency's reference tree ({@code merkle_tree_test}). */
  private static final List<String> LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final List<String> ROOTS =
      List.of(
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  @Test
  void rootsOfTheReferenceTree() {
    for (int size = 1; size <= ROOTS.size(); size++) {
      assertThat(MerkleTree.of(referenceLeaves(size)).root().hex())
          .as("size %d", size)
          .isEqualTo(ROOTS.get(size - 1));
    }
  }

  /** The reference's own paths: index, size, siblings from the leaf up. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 1 | ''",
        "0 | 8 | 96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
            + " 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
            + " 6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        "5 | 8 | bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
            + " ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
            + " d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "2 | 3 | fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "1 | 5 | 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
            + " 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
            + " bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
      })
  void pathsOfTheReferenceTree(int index, int size, String siblings) {
    InclusionProof proof = MerkleTree.of(referenceLeaves(size)).proof(index);
    List<String> path = siblings.isEmpty() ? List.of() : List.of(siblings.strip().split(" +"));
    assertThat(proof.path().stream().map(Digest::hex).toList()).isEqualTo(path);
    assertThat(proof.proves(referenceLeaves(size).get(index), Digest.fromHex(ROOTS.get(size - 1))))
        .isTrue();
  }

  @Test
  void theEmptyTreeHasARootAndNoProofs() {
    MerkleTree empty = MerkleTree.of(List.of());
    assertThat(empty.size()).isZero();
    assertThat(empty.root().hex())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThatThrownBy(() -> empty.proof(0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> new InclusionProof(0, 0, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everySizeAgreesWithTheRecursiveDefinition() {
    for (int size = 0; size <= LARGEST; size++) {
      assertThat(MerkleTree.of(leaves(size)).root().toBytes())
          .as("size %d", size)
          .isEqualTo(oracleRoot(leaves(size)));
    }
  }

  @Test
  void everyProofIsTheOraclesAndProvesItsLeafAndNoOther() {
    for (int size = 1; size <= LARGEST; size++) {
      List<byte[]> leaves = leaves(size);
      MerkleTree tree = MerkleTree.of(leaves);
      for (int index = 0; index < size; index++) {
        InclusionProof proof = tree.proof(index);
        assertThat(proof.path().stream().map(Digest::toBytes))
            .usingElementComparator(Arrays::compare)
            .containsExactlyElementsOf(oraclePath(index, leaves));
        assertThat(proof.provesAt(index, size, leaves.get(index), tree.root())).isTrue();
        assertThat(proof.proves(leaves.get((index + 1) % size), tree.root())).isEqualTo(size == 1);
        assertThat(proof.provesAt(index + 1, size, leaves.get(index), tree.root())).isFalse();
        assertThat(proof.provesAt(index, size + 1, leaves.get(index), tree.root())).isFalse();
      }
    }
  }

  @Test
  void anotherIndexIsRefused() {
    for (int size = 2; size <= 40; size++) {
      List<byte[]> leaves = leaves(size);
      MerkleTree tree = MerkleTree.of(leaves);
      for (int index = 0; index < size; index++) {
        for (int other = 0; other < size; other++) {
          if (other != index) {
            InclusionProof moved = new InclusionProof(other, size, tree.proof(index).path());
            assertThat(moved.proves(leaves.get(index), tree.root()))
                .as("leaf %d of %d as %d", index, size, other)
                .isFalse();
          }
        }
      }
    }
  }

  @Test
  void everyOtherPathIsRefused() {
    int size = 21;
    MerkleTree tree = MerkleTree.of(leaves(size));
    for (int index = 0; index < size; index++) {
      byte[] leaf = leaves(size).get(index);
      List<Digest> path = tree.proof(index).path();
      for (int i = 0; i < path.size(); i++) {
        List<Digest> shorter = new ArrayList<>(path);
        shorter.remove(i);
        assertThat(new InclusionProof(index, size, shorter).rootFor(MerkleTree.leafHash(leaf)))
            .isEmpty();
        List<Digest> longer = new ArrayList<>(path);
        longer.add(i, path.get(i));
        assertThat(new InclusionProof(index, size, longer).rootFor(MerkleTree.leafHash(leaf)))
            .isEmpty();
        List<Digest> changed = new ArrayList<>(path);
        byte[] sibling = path.get(i).toBytes();
        sibling[31] ^= 1;
        changed.set(i, Digest.fromBytes(sibling));
        assertThat(new InclusionProof(index, size, changed).proves(leaf, tree.root())).isFalse();
      }
    }
  }

  /** A size whose path has another shape gives no root; the count must come from elsewhere. */
  @Test
  void anotherSizeIsRefusedAtItsPlace() {
    List<byte[]> leaves = leaves(7);
    MerkleTree tree = MerkleTree.of(leaves);
    for (int index = 0; index < 7; index++) {
      for (int size = index + 1; size < 70; size++) {
        InclusionProof other = new InclusionProof(index, size, tree.proof(index).path());
        assertThat(other.provesAt(index, 7, leaves.get(index), tree.root())).isEqualTo(size == 7);
        if (size > 8) {
          assertThat(other.proves(leaves.get(index), tree.root())).isEqualTo(false);
        }
      }
    }
  }

  /** 2^31 − 1 leaves: the widths of the levels must not overflow on the way up. */
  @Test
  void theLargestTreeNeedsItsWholePath() {
    List<byte[]> leaves = leaves(2);
    MerkleTree tree = MerkleTree.of(leaves);
    InclusionProof claimed = new InclusionProof(0, Integer.MAX_VALUE, tree.proof(0).path());
    assertThat(claimed.rootFor(MerkleTree.leafHash(leaves.get(0)))).isEmpty();
    List<Digest> path = IntStream.range(0, 31).mapToObj(i -> tree.root()).toList();
    assertThat(new InclusionProof(0, Integer.MAX_VALUE, path).rootFor(tree.root())).isPresent();
    assertThatThrownBy(() ->
            new InclusionProof(0, 2, IntStream.range(0, 32).mapToObj(i -> tree.root()).toList()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** CVE-2012-2459: with a duplicated odd node these two trees would have one root. */
  @Test
  void repeatedLastLeavesGiveAnotherRoot() {
    List<byte[]> six = leaves(6);
    List<byte[]> eight = new ArrayList<>(six);
    eight.add(six.get(4));
    eight.add(six.get(5));
    assertThat(MerkleTree.of(six).root()).isNotEqualTo(MerkleTree.of(eight).root());
    for (int size = 1; size <= 64; size++) {
      List<byte[]> longer = new ArrayList<>(leaves(size));
      longer.add(longer.get(size - 1));
      assertThat(MerkleTree.of(longer).root()).isNotEqualTo(MerkleTree.of(leaves(size)).root());
    }
  }

  /** Second preimage: an inner node's 64 bytes offered as a leaf, one level up. */
  @Test
  void anInnerNodeIsNoLeaf() {
    List<byte[]> leaves = leaves(4);
    MerkleTree tree = MerkleTree.of(leaves);
    byte[] inner = new byte[64];
    MerkleTree.leafHash(leaves.get(0)).copyTo(inner, 0);
    MerkleTree.leafHash(leaves.get(1)).copyTo(inner, 32);
    List<Digest> upper = tree.proof(0).path().subList(1, 2);
    assertThat(new InclusionProof(0, 2, upper).proves(inner, tree.root())).isFalse();
    byte[] prefixed = new byte[65];
    prefixed[0] = 1;
    System.arraycopy(inner, 0, prefixed, 1, 64);
    assertThat(new InclusionProof(0, 2, upper).proves(prefixed, tree.root())).isFalse();
    // The upper half alone is a sound path, so it is the prefix that refuses.
    Digest node =
        MerkleTree.nodeHash(MerkleTree.leafHash(leaves.get(0)), MerkleTree.leafHash(leaves.get(1)));
    assertThat(new InclusionProof(0, 2, upper).rootFor(node)).contains(tree.root());
  }

  @ParameterizedTest
  @CsvSource({"-1,4", "4,4", "5,4", "0,0", "0,-1"})
  void placesOutsideTheTreeAreRefused(int index, int size) {
    assertThatThrownBy(() -> new InclusionProof(index, size, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MerkleTree.of(leaves(Math.max(size, 0))).proof(index))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static List<byte[]> referenceLeaves(int size) {
    return LEAVES.subList(0, size).stream().map(HexFormat.of()::parseHex).toList();
  }

  private static List<byte[]> leaves(int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> ("leaf " + (i + 1)).getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  /** MTH of RFC 6962 §2.1, word for word. */
  private static byte[] oracleRoot(List<byte[]> leaves) {
    if (leaves.isEmpty()) {
      return sha256();
    }
    if (leaves.size() == 1) {
      return sha256(new byte[] {0}, leaves.get(0));
    }
    int k = Integer.highestOneBit(leaves.size() - 1);
    return sha256(
        new byte[] {1},
        oracleRoot(leaves.subList(0, k)),
        oracleRoot(leaves.subList(k, leaves.size())));
  }

  /** PATH of RFC 6962 §2.1.1, word for word. */
  private static List<byte[]> oraclePath(int m, List<byte[]> leaves) {
    if (leaves.size() == 1) {
      return List.of();
    }
    int k = Integer.highestOneBit(leaves.size() - 1);
    List<byte[]> left = leaves.subList(0, k);
    List<byte[]> right = leaves.subList(k, leaves.size());
    List<byte[]> path = new ArrayList<>(m < k ? oraclePath(m, left) : oraclePath(m - k, right));
    path.add(oracleRoot(m < k ? right : left));
    return path;
  }

  private static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        sha.update(part);
      }
      return sha.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
