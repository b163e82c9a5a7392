package dev.vitrine.engine.layer;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;

/** What weight matrices begin with. */
public enum Initialization {
    /** Normal, of the spread of PyTorch's default for linear layers: a uniform one of +-1/sqrt(in) has std 1/sqrt(3 in). */
    NORMAL {
        @Override
        public double std(int in) {
            return 1 / Math.sqrt(3.0 * in);
        }

        @Override
        Parameter weight(String name, TensorShape shape, double std, Draws draws) {
            return Parameter.normal(name, shape, std, draws);
        }
    },

    /** The HRM reference's: a truncated normal of LeCun's spread, 1/sqrt(in). LeCun et al. 1998, Efficient BackProp. */
    LECUN_TRUNCATED {
        @Override
        public double std(int in) {
            return 1 / Math.sqrt(in);
        }

        @Override
        Parameter weight(String name, TensorShape shape, double std, Draws draws) {
            return Parameter.truncatedNormal(name, shape, std, draws);
        }
    };

    /** Standard deviation for a linear layer of so many inputs. */
    public abstract double std(int in);

    abstract Parameter weight(String name, TensorShape shape, double std, Draws draws);
}
