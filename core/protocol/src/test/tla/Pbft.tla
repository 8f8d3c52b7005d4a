-------------------------------- MODULE Pbft --------------------------------
(***************************************************************************)
(* PBFT with parent-linked blocks as org.bitcraps.protocol.pbft decides it *)
(* (DESIGN C3, C5, P2, P3, P8; PBFT02 sections 4.2-4.4): normal case, view *)
(* change with floors, prefix rule, amnesia.  README.md says how it is run *)
(* and what was measured.                                                  *)
(*                                                                         *)
(* What is abstracted, and why no fork is lost by it:                      *)
(*                                                                         *)
(* - The faulty validator is an oracle.  It signs whatever helps: each of  *)
(*   its prepares and commits is always there, its view-change shows any   *)
(*   certificates that exist.  It owns one key, so a quorum is Others      *)
(*   honest votes and its own.                                             *)
(* - Every primary is an oracle too.  A replica may be in the view by any  *)
(*   new-view that a quorum of view-changes justifies, different replicas  *)
(*   by different ones, and any proposal may reach it.  So one run covers  *)
(*   every choice of the faulty one, and honest replicas are symmetric.    *)
(* - Loss and delay: whatever a replica may do it may also leave undone.   *)
(* - A block is its path of values from genesis: what a parent-linked      *)
(*   digest is without collisions.  A result root is the list of values    *)
(*   that were executed.                                                   *)
(* - Communication-closed rounds: in each view, for each slot, all prepare *)
(*   in one step, then all commit in one step.  A vote in view v needs     *)
(*   votes of v and view-changes to v; slot n never waits for what is      *)
(*   above n; the views of a replica rise.  So every run can be sorted     *)
(*   like this and each replica signs the same.  One kind of vote cannot   *)
(*   be sorted: one on top of a certificate of a later view, by a replica  *)
(*   that still is in an older one.  It completes nothing: that            *)
(*   certificate took Others of the N - 1 honest out of the older view.    *)
(* - A prepare that does not become part of a certificate is left out, as  *)
(*   if not signed: it is never shown, and what its signer prepares on top *)
(*   of it becomes part of none either.                                    *)
(* - A view-change to v shows what its sender prepared in older views, and *)
(*   any floor that it knows or hears of, also one certified in v itself.  *)
(*   It may show different floors to different primaries (really it sends  *)
(*   one: more is allowed here, not less).                                 *)
(* - In the last view whoever may commit does: nothing follows that an      *)
(*   absent commit would make possible.                                    *)
(* - Votes of a past view are forgotten.  What they prove is kept: pcerts, *)
(*   ccerts, and in locked what their signers remember.                    *)
(* - Bodies, clocks, vote-time checks, signatures, pruning and rotation    *)
(*   are not modelled; liveness is not checked.                            *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets, TLC

CONSTANTS
  Honest,     \* the honest validators
  Liars,      \* 1 if there is a faulty one besides, else 0
  Values,     \* what a block may hold
  LastView,   \* views 0 .. LastView
  Slots,      \* sequences 1 .. Slots
  Depth,      \* pipeline_depth (P3)
  Amnesia,    \* how often an honest validator may lose its journal, never two at once
  None        \* nothing

N == Cardinality(Honest) + Liars
Q == (2 * N + 2) \div 3     \* C1
Others == Q - Liars         \* honest votes of a quorum with the faulty one's

\* So no two blocks are prepared in one round.
ASSUME 2 * Others > Cardinality(Honest)

VARIABLES
  view, step, \* the round: 2n - 1 prepare slot n, 2n commit slot n
  floor,      \* per replica: path of its last certified block
  acc,        \* per replica: path of what it holds; None from amnesia to the next view
  votes,      \* prepares of this view: [by, block]
  commits,    \* commits of this view: [by, block, root]
  locked,     \* per replica: [view, block] whose commit it signed, with the certificate
  pcerts,     \* prepared certificates of past views: [view, block]
  ccerts,     \* commit certificates: [block, root]; the view is not compared (C3)
  lost,       \* the validator that lost its journal last
  losses,     \* how often one did
  report      \* what its peers told it: [slot, view]; None once it may vote again

vars == <<view, step, floor, acc, votes, commits, locked, pcerts, ccerts, lost, losses, report>>

-----------------------------------------------------------------------------
IsPrefix(p, q) == Len(p) <= Len(q) /\ p = SubSeq(q, 1, Len(p))
Parent(block) == SubSeq(block, 1, Len(block) - 1)
Shorter(p, q) == IF Len(p) < Len(q) THEN Len(p) ELSE Len(q)
Agree(p, q) == SubSeq(p, 1, Shorter(p, q)) = SubSeq(q, 1, Shorter(p, q))
Result(executed) == [values |-> executed]

By(set, block) == {x.by : x \in {y \in set : y.block = block}}
Prepared(block) == Cardinality(By(votes, block)) >= Others
Certified == {c.block : c \in ccerts}

\* The certified blocks that may be the last one a replica knows.
Floors(h) == {floor[h]} \cup {b \in Certified : Len(b) > Len(floor[h])}

-----------------------------------------------------------------------------
(* P8.  Whoever lost its journal is mute until there is a stable checkpoint *)
(* at or beyond what its peers report, and then votes only above the views  *)
(* that they report.                                                        *)
Able(h) == h # lost \/ report = None

(* It asks at once, when the answers bind least.  Of three answers the      *)
(* second highest counts (class Amnesia: k = 2); a liar's is the highest.   *)
(* Bound of the model: none of its signatures is for a higher view than its *)
(* peers report.                                                            *)
Forget(h) ==
  /\ losses < Amnesia /\ \A o \in Honest : Able(o)
  /\ losses' = losses + 1
  /\ lost' = h
  /\ report' =
       LET atLeast(k) == Cardinality({o \in Honest \ {h} : Len(floor[o]) >= k})
           known == CHOOSE k \in 0 .. Slots :
                      atLeast(k) >= 2 - Liars /\ atLeast(k + 1) < 2 - Liars
       IN [slot |-> known + Depth, view |-> view]
  /\ floor' = [floor EXCEPT ![h] = <<>>]
  /\ acc' = [acc EXCEPT ![h] = None]
  /\ locked' = [locked EXCEPT ![h] = {}]
  /\ UNCHANGED <<view, step, votes, commits, pcerts, ccerts>>

(* A checkpoint is stable when a quorum holds and signs it: all the others. *)
Rejoin ==
  /\ lost # None /\ report # None
  /\ step = 1 /\ view > report.view
  /\ \E b \in Certified :
       /\ Len(b) >= report.slot
       /\ floor' = [h \in Honest |-> IF Len(floor[h]) < Len(b) THEN b ELSE floor[h]]
  /\ acc' = floor'
  /\ report' = None
  /\ UNCHANGED <<view, step, votes, commits, locked, pcerts, ccerts, lost, losses>>

-----------------------------------------------------------------------------
(* P2.  A new-view rests on the view-changes of a quorum: T and the faulty  *)
(* one.  (Whatever all honest ones together would show, the faulty one can  *)
(* show in the place of one of them.)  Its floor is the highest shown: any  *)
(* that exists and is not below what T know.                                *)
MayBegin(T) ==
  {f \in Certified \cup {<<>>} : \A h \in T : Len(floor[h]) <= Len(f)}

\* Of the prepared certificates for one slot the one of the highest view wins.
Best(set) == {p \in set : \A o \in set : o.view <= p.view}

(* Upwards from the floor; after the first gap or broken link all is        *)
(* dropped.  For each slot the faulty one shows nothing or any certificate. *)
RECURSIVE Above(_, _)
Above(path, shown) ==
  LET at(set) == {p \in set : Len(p.block) = Len(path) + 1}
      views == {at(shown)} \cup {at(shown) \cup {lie} : lie \in IF Liars = 0 THEN {} ELSE at(pcerts)}
      next(p) == IF Parent(p.block) = path THEN Above(p.block, shown) ELSE {path}
  IN UNION {IF v = {} THEN {path} ELSE UNION {next(p) : p \in Best(v)} : v \in views}

(* The paths that new-views of this view may name.                          *)
NewViews ==
  LET ask == {h \in Honest : Able(h) /\ acc[h] # None}
  IN IF view = 0
     THEN {<<>>}
     ELSE UNION {UNION {Above(f, UNION {locked[h] : h \in T}) : f \in MayBegin(T)} :
                   T \in {S \in SUBSET ask : Cardinality(S) = Others}}

-----------------------------------------------------------------------------
(* What h may accept at slot n: linked to what it holds, within the window  *)
(* (P3), and what its new-view names if that reaches so far; anything, if   *)
(* it followed others into the view, which binds only who signed no commit  *)
(* above its floor.                                                         *)
Follows(h, f) == \A p \in locked[h] : Len(p.block) <= Len(f)

Accepts(h, n, named) ==
  LET held(f) == IF IsPrefix(f, acc[h]) THEN acc[h] ELSE f   \* a dead branch is cut off
      fits(f) == Len(held(f)) = n - 1 /\ n <= Len(f) + Depth
      blocks(f) == {b \in {Append(held(f), x) : x \in Values} :
                      Follows(h, f) \/ \E p \in named : Agree(p, b)}
  IN IF acc[h] = None \/ ~Able(h)
     THEN {}
     ELSE UNION {{[floor |-> f, block |-> b] : b \in blocks(f)} : f \in {g \in Floors(h) : fits(g)}}

Prepare ==
  LET n == (step + 1) \div 2
      named == NewViews
      accepts == [h \in Honest |-> Accepts(h, n, named)]
      blocks == {a.block : a \in UNION {accepts[h] : h \in Honest}}
      floors(h, b) == {a.floor : a \in {x \in accepts[h] : x.block = b}}
      voters(b) == {T \in SUBSET {h \in Honest : floors(h, b) # {}} : Cardinality(T) >= Others}
  IN /\ step % 2 = 1 /\ step < 2 * Slots
     /\ \/ UNCHANGED <<votes, acc, floor>>
        \/ \E b \in blocks : \E T \in voters(b) :
             /\ votes' = votes \cup {[by |-> h, block |-> b] : h \in T}
             /\ acc' = [h \in Honest |-> IF h \in T THEN b ELSE acc[h]]
             /\ \E f \in [T -> UNION {floors(h, b) : h \in T}] :
                  /\ \A h \in T : f[h] \in floors(h, b)
                  /\ floor' = [h \in Honest |-> IF h \in T THEN f[h] ELSE floor[h]]
     /\ step' = step + 1
     /\ UNCHANGED <<view, commits, locked, pcerts, ccerts, lost, losses, report>>

(* C5: every slot between the last certified block and n is prepared in     *)
(* this same view; whoever sees that signs its commit at once.              *)
PrefixRule(h, n) ==
  \A m \in Len(floor[h]) + 1 .. n - 1 : \E c \in commits : c.by = h /\ Len(c.block) = m

Commit ==
  LET n == step \div 2
      ready == {h \in Honest :
                  /\ acc[h] # None
                  /\ Len(acc[h]) >= n
                  /\ n > Len(floor[h])
                  /\ h \in By(votes, SubSeq(acc[h], 1, n))
                  /\ Prepared(SubSeq(acc[h], 1, n))
                  /\ PrefixRule(h, n)}
      signed(h) == [by |-> h, block |-> SubSeq(acc[h], 1, n), root |-> Result(SubSeq(acc[h], 1, n))]
      statement(c) == [block |-> c.block, root |-> c.root]
  IN /\ step % 2 = 0 /\ step <= 2 * Slots
     /\ \E signing \in IF view = LastView THEN {ready} ELSE SUBSET ready :
          LET new == {signed(h) : h \in signing}
          IN /\ commits' = commits \cup new
             /\ ccerts' = ccerts \cup
                  {s \in {statement(c) : c \in new} :
                     Cardinality({c \in new : statement(c) = s}) >= Others}
     /\ step' = step + 1
     /\ UNCHANGED <<view, floor, acc, votes, locked, pcerts, lost, losses, report>>

(* The view is over: what it proves is kept, speculative state is dropped.  *)
Leave ==
  LET now(h) == {[view |-> view, block |-> c.block] : c \in {d \in commits : d.by = h}}
      older(h) == {p \in locked[h] : \A c \in now(h) : Len(c.block) # Len(p.block)}
  IN /\ step = 2 * Slots + 1 /\ view < LastView
     /\ view' = view + 1
     /\ step' = 1
     /\ locked' = [h \in Honest |->
          IF acc[h] = None THEN {} ELSE {p \in now(h) \cup older(h) : Len(p.block) > Len(floor[h])}]
     /\ pcerts' = pcerts \cup
          {[view |-> view, block |-> b] : b \in {c \in {x.block : x \in votes} : Prepared(c)}}
     /\ votes' = {}
     /\ commits' = {}
     /\ acc' = floor
     /\ UNCHANGED <<floor, ccerts, lost, losses, report>>

-----------------------------------------------------------------------------
Init ==
  /\ view = 0 /\ step = 1
  /\ floor = [h \in Honest |-> <<>>]
  /\ acc = [h \in Honest |-> <<>>]
  /\ votes = {} /\ commits = {}
  /\ locked = [h \in Honest |-> {}]
  /\ pcerts = {} /\ ccerts = {}
  /\ lost = None /\ losses = 0 /\ report = None

Next == Prepare \/ Commit \/ Leave \/ Rejoin \/ \E h \in Honest : Forget(h)

Spec == Init /\ [][Next]_vars

Symmetry == Permutations(Honest) \cup Permutations(Values)

-----------------------------------------------------------------------------
(* C3: no two certificates contradict: one digest and one root per slot.    *)
Agreement ==
  \A c, d \in ccerts : Len(c.block) = Len(d.block) => c = d

(* C5: a certificate certifies its whole prefix, with the prefix's result.  *)
CertifiesPrefix ==
  \A c \in ccerts :
    /\ c.root = Result(c.block)
    /\ \A m \in 1 .. Len(c.block) : SubSeq(c.block, 1, m) \in Certified
    /\ \A d \in ccerts : Len(d.block) <= Len(c.block) => IsPrefix(d.block, c.block)

(* P1: no honest validator contradicts itself, nor commits what it has not  *)
(* prepared.                                                                *)
NoContradiction ==
  /\ \A x, y \in votes : x.by = y.by /\ Len(x.block) = Len(y.block) => x = y
  /\ \A x, y \in commits : x.by = y.by /\ Len(x.block) = Len(y.block) => x = y
  /\ \A c \in commits : c.by \in By(votes, c.block)

(* A floor is certain.                                                      *)
FloorsAreCertified ==
  \A h \in Honest : floor[h] \in Certified \cup {<<>>}
=============================================================================
