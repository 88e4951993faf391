package dev.autodiff.cli;

import java.util.ArrayList;
import java.util.List;

/** A box in a layer of a diagram, or the place where a line passes the layer. */
final class LayerSlot {
    private final double width;
    private final List<Link> above = new ArrayList<>();
    private final List<Link> below = new ArrayList<>();
    private int index;
    private double middle;

    LayerSlot(double width, int index) {
        this.width = width;
        this.index = index;
    }

    /**
     * A line to a slot of the next layer.
     *
     * @param port where it begins or ends here, right of the middle
     * @param otherPort the same there
     */
    record Link(LayerSlot other, double port, double otherPort) {}

    /** Draws a line from the middle below this slot; one that both pass is there already. */
    void connect(LayerSlot lower, double port) {
        boolean isThere = lower.width == 0 && below.stream().anyMatch(link -> link.other() == lower);
        if (!isThere) {
            below.add(new Link(lower, 0, port));
            lower.above.add(new Link(this, port, 0));
        }
    }

    List<Link> above() {
        return above;
    }

    List<Link> below() {
        return below;
    }

    double width() {
        return width;
    }

    boolean isBox() {
        return width > 0;
    }

    /** Its number in the layer, from the left. */
    int index() {
        return index;
    }

    void setIndex(int index) {
        this.index = index;
    }

    /** Where something at a distance from its middle is, counted in slots. */
    double position(double port) {
        return isBox() ? index + port / width : index;
    }

    double middle() {
        return middle;
    }

    void setMiddle(double middle) {
        this.middle = middle;
    }

    double left() {
        return middle - width / 2;
    }

    double right() {
        return middle + width / 2;
    }
}
