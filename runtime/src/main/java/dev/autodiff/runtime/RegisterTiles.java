package dev.autodiff.runtime;

import dev.autodiff.runtime.BatchedProduct.Matrices;
import java.lang.ref.SoftReference;
import java.util.Optional;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntConsumer;

/**
 * Products of matrices by tiles of c whose sums stay in vector registers for as many products as fit in the caches
 * (Goto and van de Geijn, Anatomy of high-performance matrix multiplication, 2008). The factors are copied to panels in
 * the order in which the {@link Microkernel} reads them, whichever is transposed. Each element adds up its products
 * from the first to the last, each by one {@code fma}.
 */
final class RegisterTiles {
    /** So many products are added to a tile at a time: a panel of b is 16 KiB on AVX2, half of the first cache. */
    static final int DEPTH = 256;

    /** So many rows of a are in panels at a time: 256 KiB, half of the second cache of common processors. */
    private static final int HEIGHT = 128;

    /**
     * With fewer rows or columns, most of a tile is wasted; with fewer products in a sum, it is read and written more
     * than added to.
     */
    private static final int FEW_ROWS = 3;
    static final int FEW_COLUMNS = 8;
    static final int SHALLOW = 4;

    private static final String KERNEL = "dev.autodiff.runtime.VectorMicrokernel";

    static {
        // as a module, this one declares no need of it: it is incubating, and may not be there
        Optional<Module> vectors = ModuleLayer.boot().findModule("jdk.incubator.vector");
        if (vectors.isPresent()) {
            RegisterTiles.class.getModule().addReads(vectors.get());
        }
    }

    static final boolean ARE_THERE = Vectors.areUsable(RegisterTiles.class, KERNEL) && Vectors.haveFusedMultiplyAdd();

    /** Rows of the matrices that are practised; as many columns as a tile has. */
    static final int PRACTISED_ROWS = 2 * Microkernel.ROWS;

    /** So many products of two numbers are an element of a tile: 512 are some 5 µs in numbers. */
    private static final int PRODUCTS = 32;

    /** Elements of the first tiles that are practised: a few steps of the kernel. */
    private static final int SHORTEST = 8;

    private static final AtomicLongArray WARMTH = WarmUp.cold(1);

    private static final ThreadLocal<SoftReference<double[]>> PANELS = new ThreadLocal<>();

    private final Microkernel kernel;
    private final int columns;
    private final double[] panels;
    /** Where the panel of b is, and a tile for what is less than one; those of a come first. */
    private final int panelB;
    private final int tile;

    private RegisterTiles(Microkernel kernel) {
        this.kernel = kernel;
        this.columns = kernel.columns();
        this.panelB = HEIGHT * DEPTH;
        this.tile = panelB + DEPTH * columns;
        this.panels = Vectors.doubles(PANELS, tile + Microkernel.ROWS * columns);
    }

    /**
     * The kernel of this machine: a class that must not be touched where the module for vector registers is not there,
     * nor before they are to be used.
     */
    static final class Kernel {
        static final Microkernel OF_THIS_MACHINE = load();

        private static Microkernel load() {
            try {
                return (Microkernel) Class.forName(KERNEL).getDeclaredConstructor().newInstance();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Whether they are to be used. */
    static boolean areHot() {
        return WarmUp.isHot(WARMTH, 0);
    }

    /**
     * To be called when numbers have done a product that was for them.
     *
     * @param taken nanoseconds
     * @param products of two numbers
     */
    static void afterTwin(long taken, long products) {
        afterTwin(WARMTH, taken, products, RegisterTiles::practise);
    }

    /** The same for any way to multiply. */
    static void afterTwin(AtomicLongArray warmth, long taken, long products, IntConsumer practice) {
        int elements = (int) Math.min(1 << 30, Math.max(1, products / PRODUCTS));
        WarmUp.watch(warmth, 0, false, taken, elements);
        if (WarmUp.isDue(warmth, 0, Math.max(1, elements / WarmUp.TILE))) {
            WarmUp.begin(warmth, 0, practice);
        }
    }

    private static void practise(int loop) {
        practise(WARMTH, (kernel, zeros, atB, atC, depth) -> {
            for (int row = 0; row < PRACTISED_ROWS; row += Microkernel.ROWS) {
                kernel.addProduct(zeros, 0, zeros, atB, zeros, atC, kernel.columns(), depth);
            }
        });
    }

    /** What is practised: a product of matrices of zeros. */
    interface Exercise {
        /** Multiplies the rows of {@code zeros} with the columns at {@code atB} to the matrix at {@code atC}. */
        void run(Microkernel kernel, double[] zeros, int atB, int atC, int depth);
    }

    /** Has a way to multiply practise. */
    static void practise(AtomicLongArray warmth, Exercise exercise) {
        Microkernel kernel = Kernel.OF_THIS_MACHINE;
        int tile = PRACTISED_ROWS * kernel.columns();
        int depth = WarmUp.TILE * PRODUCTS / tile;
        int atB = PRACTISED_ROWS * depth;
        int atC = atB + depth * kernel.columns();
        double[] zeros = new double[atC + tile];
        IntConsumer registers = elements -> {
            int rows = Math.max(1, elements * PRODUCTS / tile);
            exercise.run(kernel, zeros, atB, atC, rows);
        };
        WarmUp.practise(warmth, 0, SHORTEST, registers);
    }

    /** Whether they are the fastest way to multiply matrices of this form. */
    static boolean areBest(int m, int n, int k) {
        return ARE_THERE
                && m >= FEW_ROWS
                && n >= FEW_COLUMNS
                && k >= SHALLOW
                && (!areHot() || fill(n, Kernel.OF_THIS_MACHINE.columns()));
    }

    /**
     * Whether most of the tiles side by side is filled by so many columns: of two tiles, ten columns of sixteen are too
     * few.
     */
    private static boolean fill(int n, int columns) {
        int tiles = (n + columns - 1) / columns;
        return 3 * n >= 2 * tiles * columns;
    }

    /** Adds a·b to c, whose rows are dense, from where each begins. */
    static void add(
            Microkernel kernel,
            Matrices a, int atA, Matrices b, int atB, Matrices c, int atC, int m, int n, int k) {
        RegisterTiles tiles = new RegisterTiles(kernel);
        for (int row = 0; row < m; row += HEIGHT) {
            int height = Math.min(HEIGHT, m - row);
            for (int inner = 0; inner < k; inner += DEPTH) {
                int depth = Math.min(DEPTH, k - inner);
                tiles.takeRows(a, atA + row * a.down() + inner * a.across(), height, depth);
                for (int column = 0; column < n; column += tiles.columns) {
                    int width = Math.min(tiles.columns, n - column);
                    tiles.takeColumns(b, atB + inner * b.down() + column * b.across(), width, depth);
                    tiles.addProducts(c.data(), atC + row * c.down() + column, c.down(), height, width, depth);
                }
            }
        }
    }

    /** Copies rows of a to panels of four; the last one repeats its last row. */
    private void takeRows(Matrices matrices, int atA, int height, int depth) {
        double[] a = matrices.data();
        int down = matrices.down();
        int across = matrices.across();
        for (int row = 0; row < height; row += Microkernel.ROWS) {
            int at = row * depth;
            int first = atA + row * down;
            int second = atA + Math.min(row + 1, height - 1) * down;
            int third = atA + Math.min(row + 2, height - 1) * down;
            int fourth = atA + Math.min(row + 3, height - 1) * down;
            for (int l = 0; l < depth; l++) {
                int to = at + l * Microkernel.ROWS;
                panels[to] = a[first + l * across];
                panels[to + 1] = a[second + l * across];
                panels[to + 2] = a[third + l * across];
                panels[to + 3] = a[fourth + l * across];
            }
        }
    }

    /** Copies columns of b to the panel, as many as a tile has or zeros instead. */
    private void takeColumns(Matrices matrices, int atB, int width, int depth) {
        double[] b = matrices.data();
        int down = matrices.down();
        int across = matrices.across();
        if (width < columns) {
            Arrays.fill(panels, panelB, panelB + depth * columns, 0);
        }
        if (across == 1) {
            for (int l = 0; l < depth; l++) {
                System.arraycopy(b, atB + l * down, panels, panelB + l * columns, width);
            }
        } else {
            for (int column = 0; column < width; column++) {
                for (int l = 0; l < depth; l++) {
                    panels[panelB + l * columns + column] = b[atB + l * down + column * across];
                }
            }
        }
    }

    /** Adds the products of all rows and columns that have been taken. */
    private void addProducts(double[] c, int atC, int downC, int height, int width, int depth) {
        for (int row = 0; row < height; row += Microkernel.ROWS) {
            int rows = Math.min(Microkernel.ROWS, height - row);
            if (rows == Microkernel.ROWS && width == columns) {
                kernel.addProduct(panels, row * depth, panels, panelB, c, atC + row * downC, downC, depth);
            } else {
                addPartOfTile(row * depth, c, atC + row * downC, downC, rows, width, depth);
            }
        }
    }

    /** At the lower and right edges a tile has more rows and columns than there are. */
    private void addPartOfTile(int panelA, double[] c, int atC, int downC, int rows, int width, int depth) {
        Arrays.fill(panels, tile, tile + Microkernel.ROWS * columns, 0);
        for (int row = 0; row < rows; row++) {
            System.arraycopy(c, atC + row * downC, panels, tile + row * columns, width);
        }
        kernel.addProduct(panels, panelA, panels, panelB, panels, tile, columns, depth);
        for (int row = 0; row < rows; row++) {
            System.arraycopy(panels, tile + row * columns, c, atC + row * downC, width);
        }
    }
}
