/**
 * The window: shell, views and the pump that brings snapshots from the training thread. A view model decides and knows no
 * nodes, a controller binds, FXML lays out, CSS colours. May use training, analysis, the engine's data types and
 * {@code ui.control}; nothing uses it but {@code app}.
 */
package dev.vitrine.ui;
