package dev.autodiff.graph;

import java.util.List;

/** An operator that stands for several others; they take its place before code is generated. */
public interface Decomposable {
    /** The same value of the given inputs without this operator. */
    Node expand(List<Node> inputs);
}
