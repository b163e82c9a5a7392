package dev.vitrine.engine.model;

import dev.vitrine.engine.layer.Layer;
import dev.vitrine.engine.tensor.Parameter;

/**
 * One state of a recurrent model and what renews it.
 *
 * @param name   of its calls: L, H
 * @param state  name of the state: z_L, z_H
 * @param layer  f; two levels may share one
 * @param blocks in it
 * @param start  (1, C): what the state begins with at every position, not trained
 * @param reads  whether f reads the embeddings E, too
 */
record Level(String name, String state, Layer layer, int blocks, Parameter start, boolean reads) {
}
