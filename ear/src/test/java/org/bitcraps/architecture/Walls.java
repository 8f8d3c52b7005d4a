package org.bitcraps.architecture;

import java.util.List;
import java.util.stream.Stream;

/** All walls, in the order of DESIGN §1. */
final class Walls {

  static final List<Wall> ALL =
      Stream.of(
              RoomWalls.CORE,
              OrderOfPackages.WALLS,
              List.of(PureCore.WALL),
              Doors.WALLS,
              RoomWalls.SHELL,
              RoomWalls.APIS,
              List.of(Names.WALL))
          .flatMap(List::stream)
          .toList();

  private Walls() {}
}
