package org.bitcraps.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;

/** A visitor without a mouse: every step says where the focus is, and that one sees it. */
final class Keyboard {

  /** From the top of the page to its end, with ample room. */
  private static final int STOPS_MAX = 70;

  /**
   * Null if nothing has the focus; else what it is, and what hides it. A ring counts from 2 px on;
   * the middle of the element has to be what one would touch there.
   */
  private static final String FOCUS =
      """
      () => {
        const at = document.activeElement;
        if (at === null || at === document.body) {
          return null;
        }
        const name = at.id || at.dataset.bet || at.dataset.key || at.textContent.trim().slice(0, 40);
        const style = getComputedStyle(at.type === "file" ? at.parentElement : at);
        if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) {
          return `${name}: no ring`;
        }
        const box = at.getBoundingClientRect();
        const x = box.left + Math.min(box.width, innerWidth) / 2;
        const y = box.top + Math.min(box.height, innerHeight) / 2;
        const top = document.elementFromPoint(x, y);
        const seen = top !== null && (at.contains(top) || top.contains(at));
        return seen ? name : `${name}: hidden by ${top === null ? "the edge" : top.id || top.className}`;
      }
      """;

  private final Page page;

  Keyboard(Page page) {
    this.page = page;
  }

  /** Where the focus is; fails if nothing has it, or if it cannot be seen. */
  String focus() {
    String focus = (String) page.evaluate(FOCUS);
    assertThat(focus).as("something has the focus").isNotNull();
    assertThat(focus).doesNotContain(": no ring", ": hidden by");
    return focus;
  }

  /** Presses a key, and again until this has the focus; it may have it already. */
  void go(String key, Locator to) {
    for (int i = 0; i < STOPS_MAX; i++) {
      if ((Boolean) to.evaluate("it => it === document.activeElement")) {
        focus();
        return;
      }
      page.keyboard().press(key);
    }
    throw new AssertionError(key + " never leads to " + to + ", but to " + page.evaluate(FOCUS));
  }

  /** Goes there by Tab and presses a key. */
  void press(String key, Locator on) {
    go("Tab", on);
    page.keyboard().press(key);
  }

  /** Every stop of the Tab key from the top of the page to where it leaves it. */
  List<String> stops() {
    page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }");
    page.locator("body")
        .evaluate(
            "body => { body.tabIndex = -1; body.focus(); body.removeAttribute('tabindex'); }");
    List<String> stops = new ArrayList<>();
    for (int i = 0; i < STOPS_MAX; i++) {
      page.keyboard().press("Tab");
      if (page.evaluate(FOCUS) == null) {
        return stops;
      }
      String focus = focus();
      if (stops.size() > 2 && focus.equals(stops.getFirst())) {
        return stops;
      }
      stops.add(focus);
    }
    throw new AssertionError("the Tab key goes on for ever: " + stops);
  }
}
