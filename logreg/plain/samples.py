"""Toy data: points X with two coordinates, and their classes y, 0 and 1.

`noise` is a number from 0 to 0.5. The same seed makes the same points for ever, since
the stream of NumPy's RandomState is frozen. Blobs, moons and circles are those of
scikit-learn, to the bit.
"""

import numpy as np


def make_blobs(n_samples, noise, seed):
    """Two round clouds of the same size."""
    n_positive = n_samples // 2
    sizes = [n_samples - n_positive, n_positive]
    return make_clouds(sizes, 1.0, 0.3 + 2.0 * noise, seed)


def make_imbalanced(n_samples, noise, seed):
    """A large cloud and one of a tenth of all points, closer together."""
    n_positive = round(0.1 * n_samples)
    sizes = [n_samples - n_positive, n_positive]
    return make_clouds(sizes, 0.6, 0.3 + 2.0 * noise, seed)


def make_scales(n_samples, noise, seed):
    """Two clouds whose second coordinate is 100 times larger than the first."""
    X, y = make_blobs(n_samples, noise, seed)
    return X * [1.0, 100.0], y


def make_clouds(sizes, centre, spread, seed):
    """Gaussian clouds around (−centre, −centre) and (centre, centre)."""
    random = np.random.RandomState(seed)
    negative = random.normal(-centre, spread, (sizes[0], 2))
    positive = random.normal(centre, spread, (sizes[1], 2))
    order = random.permutation(sum(sizes))
    return np.vstack([negative, positive])[order], np.repeat([0, 1], sizes)[order]


def make_moons(n_samples, noise, seed):
    """Two half circles that reach into each other."""
    random = np.random.RandomState(seed)
    sizes = [n_samples // 2, n_samples - n_samples // 2]
    upper, lower = np.linspace(0, np.pi, sizes[0]), np.linspace(0, np.pi, sizes[1])
    x1 = np.append(np.cos(upper), 1 - np.cos(lower))
    x2 = np.append(np.sin(upper), 1 - np.sin(lower) - 0.5)
    order = random.permutation(n_samples)
    X = np.column_stack([x1, x2])[order] + random.normal(0, noise, (n_samples, 2))
    return X, np.repeat([0, 1], sizes)[order]


def make_circles(n_samples, noise, seed):
    """A ring of radius 1 and one of radius 0.4 inside it."""
    random = np.random.RandomState(seed)
    sizes = [n_samples // 2, n_samples - n_samples // 2]
    outer = np.linspace(0, 2 * np.pi, sizes[0], endpoint=False)
    inner = np.linspace(0, 2 * np.pi, sizes[1], endpoint=False)
    x1 = np.append(np.cos(outer), 0.4 * np.cos(inner))
    x2 = np.append(np.sin(outer), 0.4 * np.sin(inner))
    order = random.permutation(n_samples)
    X = np.column_stack([x1, x2])[order] + random.normal(0, noise, (n_samples, 2))
    return X, np.repeat([0, 1], sizes)[order]


def make_xor(n_samples, noise, seed):
    """Class 1 where both coordinates have the same sign, 0.1 or more from the axes."""
    random = np.random.RandomState(seed)
    y = np.arange(n_samples) % 2
    side = random.choice([-1.0, 1.0], n_samples)
    corner = np.column_stack([side, np.where(y == 1, side, -side)])
    X = corner * random.uniform(0.1, 1.0, (n_samples, 2))
    return X + noise * random.standard_normal((n_samples, 2)), y


def make_spirals(n_samples, noise, seed):
    """Two arms of one and a half turns; the radius grows from 0.2 to 5."""
    random = np.random.RandomState(seed)
    y = np.arange(n_samples) % 2
    position = np.sqrt(random.uniform(0.0, 1.0, n_samples))
    angle = 3.0 * np.pi * position + np.pi * y
    radius = 0.2 + 4.8 * position
    X = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    return X + noise * random.standard_normal((n_samples, 2)), y


def make_gap(n_samples, noise, seed):
    """Two bands along x1 + x2 = 0; noise narrows the gap of 1.2 between them to 0.2."""
    random = np.random.RandomState(seed)
    y = np.arange(n_samples) % 2
    along = random.uniform(-1.5, 1.5, n_samples)
    distance = 0.6 - noise + random.uniform(0.0, 1.0, n_samples)
    across = np.where(y == 1, distance, -distance)
    return np.column_stack([across + along, across - along]) * np.sqrt(0.5), y
