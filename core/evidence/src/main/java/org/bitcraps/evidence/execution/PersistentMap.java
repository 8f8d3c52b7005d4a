package org.bitcraps.evidence.execution;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiConsumer;

/**
 * An immutable sorted map that shares structure with the maps it came from: a speculative ledger
 * costs what it changed, and dropping it costs nothing (DESIGN C5).
 *
 * <p>A weight-balanced tree with Δ = 3, Γ = 2 (Hirai and Yamamoto, JFP 2011, who prove that exactly
 * these integers keep it balanced). Reads cost O(log n); {@link #withAll} applies m sorted changes
 * in O(m log(n/m + 1)). Iteration is in ascending order of keys, always.
 */
public final class PersistentMap<K extends Comparable<? super K>, V>
    implements Iterable<Map.Entry<K, V>> {

  private static final int DELTA = 3;
  private static final int GAMMA = 2;

  private static final class Node<K, V> {
    final K key;
    final V value;
    final Node<K, V> left;
    final Node<K, V> right;
    final int size;

    Node(K key, V value, Node<K, V> left, Node<K, V> right) {
      this.key = key;
      this.value = value;
      this.left = left;
      this.right = right;
      this.size = Math.addExact(Math.addExact(sizeOf(left), sizeOf(right)), 1);
    }
  }

  private final Node<K, V> root;

  private PersistentMap(Node<K, V> root) {
    this.root = root;
  }

  /** The map of nothing. */
  public static <K extends Comparable<? super K>, V> PersistentMap<K, V> empty() {
    return new PersistentMap<>(null);
  }

  /** How many keys there are. */
  public int size() {
    return sizeOf(root);
  }

  /** Whether there is no key. */
  public boolean isEmpty() {
    return root == null;
  }

  /** The value of a key, or nothing. */
  public Optional<V> get(K key) {
    return Optional.ofNullable(find(key));
  }

  /** The value of a key, or null: for the hot path of this package. */
  V find(K key) {
    Node<K, V> node = root;
    while (node != null) {
      int order = key.compareTo(node.key);
      if (order == 0) {
        return node.value;
      }
      node = order < 0 ? node.left : node.right;
    }
    return null;
  }

  /** This map with one key set. */
  public PersistentMap<K, V> with(K key, V value) {
    return new PersistentMap<>(apply(root, List.of(new Change<>(key, Optional.of(value))), 0, 1));
  }

  /** This map without one key; the same map if it has no such key. */
  public PersistentMap<K, V> without(K key) {
    return find(key) == null
        ? this
        : new PersistentMap<>(apply(root, List.of(new Change<>(key, Optional.empty())), 0, 1));
  }

  /** This map with every change applied: a value sets the key, an empty one removes it. */
  public PersistentMap<K, V> withAll(SortedMap<K, Optional<V>> changes) {
    if (changes.isEmpty()) {
      return this;
    }
    List<Change<K, V>> sorted = new ArrayList<>(changes.size());
    changes.forEach((key, value) -> sorted.add(new Change<>(key, value)));
    return withSorted(sorted);
  }

  /** The same for who has sorted them already: ascending by key, none twice. */
  PersistentMap<K, V> withSorted(List<Change<K, V>> sorted) {
    return sorted.isEmpty() ? this : new PersistentMap<>(apply(root, sorted, 0, sorted.size()));
  }

  /**
   * Calls {@code visit} for each key at or after {@code from} and, if given, before {@code until}.
   */
  void range(K from, Optional<K> until, BiConsumer<K, V> visit) {
    range(root, from, until, visit);
  }

  private static <K extends Comparable<? super K>, V> void range(
      Node<K, V> node, K from, Optional<K> until, BiConsumer<K, V> visit) {
    if (node == null) {
      return;
    }
    boolean reached = node.key.compareTo(from) >= 0;
    boolean within = until.isEmpty() || node.key.compareTo(until.get()) < 0;
    if (reached) {
      range(node.left, from, until, visit);
    }
    if (reached && within) {
      visit.accept(node.key, node.value);
    }
    if (within) {
      range(node.right, from, until, visit);
    }
  }

  /**
   * The keys whose value here is another object than in {@code before}, or that only one of the two
   * has, ascending. Subtrees that both share are not looked at: m changes cost O(m log n).
   */
  List<K> changedSince(PersistentMap<K, V> before) {
    List<K> changed = new ArrayList<>();
    changed(root, before.root, changed);
    return changed;
  }

  @SuppressWarnings("ReferenceEquality") // an unchanged subtree or value is the same object
  private static <K extends Comparable<? super K>, V> void changed(
      Node<K, V> node, Node<K, V> before, List<K> changed) {
    if (node == before) {
      return;
    }
    if (node == null) {
      changed(before.left, null, changed);
      changed.add(before.key);
      changed(before.right, null, changed);
      return;
    }
    Split<K, V> split = split(before, node.key);
    changed(node.left, split.left, changed);
    if (split.value != node.value) {
      changed.add(node.key);
    }
    changed(node.right, split.right, changed);
  }

  /** What lies below a key, its value or null, and what lies above. */
  private record Split<K, V>(Node<K, V> left, V value, Node<K, V> right) {}

  private static <K extends Comparable<? super K>, V> Split<K, V> split(Node<K, V> node, K key) {
    if (node == null) {
      return new Split<>(null, null, null);
    }
    int order = key.compareTo(node.key);
    if (order == 0) {
      return new Split<>(node.left, node.value, node.right);
    }
    if (order < 0) {
      Split<K, V> below = split(node.left, key);
      return new Split<>(
          below.left, below.value, link(node.key, node.value, below.right, node.right));
    }
    Split<K, V> above = split(node.right, key);
    return new Split<>(link(node.key, node.value, node.left, above.left), above.value, above.right);
  }

  /** A key and its new value; empty: it goes. */
  record Change<K, V>(K key, Optional<V> value) {}

  /** The subtree after changes[from, to), which are ascending and all belong to it. */
  private static <K extends Comparable<? super K>, V> Node<K, V> apply(
      Node<K, V> node, List<Change<K, V>> changes, int from, int to) {
    if (from == to) {
      return node;
    }
    if (node == null) {
      int middle = (from + to) >>> 1;
      Node<K, V> left = apply(null, changes, from, middle);
      Node<K, V> right = apply(null, changes, middle + 1, to);
      return join(left, changes.get(middle), right);
    }
    int at = firstNotUnder(changes, from, to, node.key);
    boolean here = at < to && changes.get(at).key.compareTo(node.key) == 0;
    Node<K, V> left = apply(node.left, changes, from, at);
    Node<K, V> right = apply(node.right, changes, here ? at + 1 : at, to);
    return here ? join(left, changes.get(at), right) : link(node.key, node.value, left, right);
  }

  private static <K extends Comparable<? super K>, V> int firstNotUnder(
      List<Change<K, V>> changes, int from, int to, K key) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (changes.get(middle).key.compareTo(key) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static <K, V> Node<K, V> join(Node<K, V> left, Change<K, V> at, Node<K, V> right) {
    return at.value.isPresent() ? link(at.key, at.value.get(), left, right) : merge(left, right);
  }

  /** left &lt; key &lt; right, of any sizes. */
  private static <K, V> Node<K, V> link(K key, V value, Node<K, V> left, Node<K, V> right) {
    if (isHeavier(right, left)) {
      return balance(right.key, right.value, link(key, value, left, right.left), right.right);
    }
    if (isHeavier(left, right)) {
      return balance(left.key, left.value, left.left, link(key, value, left.right, right));
    }
    return new Node<>(key, value, left, right);
  }

  /** left &lt; right, of any sizes. */
  private static <K, V> Node<K, V> merge(Node<K, V> left, Node<K, V> right) {
    if (left == null) {
      return right;
    }
    if (right == null) {
      return left;
    }
    Node<K, V> least = right;
    while (least.left != null) {
      least = least.left;
    }
    return link(least.key, least.value, left, withoutLeast(right));
  }

  private static <K, V> Node<K, V> withoutLeast(Node<K, V> node) {
    return node.left == null
        ? node.right
        : balance(node.key, node.value, withoutLeast(node.left), node.right);
  }

  /** A node whose children differ from a balanced pair by one step of insertion or removal. */
  private static <K, V> Node<K, V> balance(K key, V value, Node<K, V> left, Node<K, V> right) {
    if (isHeavier(right, left)) {
      Node<K, V> inner = right.left;
      if (weight(inner) < GAMMA * weight(right.right)) {
        return new Node<>(right.key, right.value, new Node<>(key, value, left, inner), right.right);
      }
      return new Node<>(
          inner.key,
          inner.value,
          new Node<>(key, value, left, inner.left),
          new Node<>(right.key, right.value, inner.right, right.right));
    }
    if (isHeavier(left, right)) {
      Node<K, V> inner = left.right;
      if (weight(inner) < GAMMA * weight(left.left)) {
        return new Node<>(left.key, left.value, left.left, new Node<>(key, value, inner, right));
      }
      return new Node<>(
          inner.key,
          inner.value,
          new Node<>(left.key, left.value, left.left, inner.left),
          new Node<>(key, value, inner.right, right));
    }
    return new Node<>(key, value, left, right);
  }

  private static boolean isHeavier(Node<?, ?> one, Node<?, ?> other) {
    return weight(one) > DELTA * weight(other);
  }

  private static long weight(Node<?, ?> node) {
    return sizeOf(node) + 1L;
  }

  private static int sizeOf(Node<?, ?> node) {
    return node == null ? 0 : node.size;
  }

  /** Whether every node keeps the weight bound: for tests. */
  boolean isBalanced() {
    return isBalanced(root);
  }

  private static boolean isBalanced(Node<?, ?> node) {
    return node == null
        || (!isHeavier(node.left, node.right)
            && !isHeavier(node.right, node.left)
            && isBalanced(node.left)
            && isBalanced(node.right));
  }

  /** The entries in ascending order of keys. */
  @Override
  public Iterator<Map.Entry<K, V>> iterator() {
    return new Ascending<>(root);
  }

  private static final class Ascending<K, V> implements Iterator<Map.Entry<K, V>> {
    private final Deque<Node<K, V>> path = new ArrayDeque<>();

    Ascending(Node<K, V> root) {
      descend(root);
    }

    private void descend(Node<K, V> from) {
      for (Node<K, V> node = from; node != null; node = node.left) {
        path.push(node);
      }
    }

    @Override
    public boolean hasNext() {
      return !path.isEmpty();
    }

    @Override
    public Map.Entry<K, V> next() {
      if (path.isEmpty()) {
        throw new NoSuchElementException();
      }
      Node<K, V> node = path.pop();
      descend(node.right);
      return Map.entry(node.key, node.value);
    }
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof PersistentMap<?, ?> that) || size() != that.size()) {
      return false;
    }
    Iterator<? extends Map.Entry<?, ?>> theirs = that.iterator();
    for (Map.Entry<K, V> entry : this) {
      if (!entry.equals(theirs.next())) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (Map.Entry<K, V> entry : this) {
      hash = 31 * hash + entry.hashCode();
    }
    return hash;
  }

  /** Its size only: the content may be millions of entries. */
  @Override
  public String toString() {
    return "PersistentMap[" + size() + "]";
  }
}
