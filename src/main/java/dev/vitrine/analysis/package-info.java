/** Pure functions on copied tensors, for those who look. May use the engine's data types; knows no training and no screen. */
package dev.vitrine.analysis;
