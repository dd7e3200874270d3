/**
 * The cluster file as validated records, and the sources that watch it: read, validate, build, swap; on any error keep the old one and say so.
 */
@NullMarked
package io.sluice.routing.config;

import org.jspecify.annotations.NullMarked;
