//! Ellipsoids of revolution, and the isometric latitude that conformal maps share.

/// An ellipsoid: its equatorial radius and flattening.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Ellipsoid {
    /// Equatorial radius, metres.
    pub a: f64,
    /// Flattening.
    pub f: f64,
}

/// WGS84; GRS80 differs from it by 0.1 mm at the poles.
pub(crate) const WGS84: Ellipsoid = Ellipsoid {
    a: 6_378_137.0,
    f: 1.0 / 298.257_223_563,
};

/// Bessel 1841, on which the Dutch triangulation was computed.
pub(crate) const BESSEL: Ellipsoid = Ellipsoid {
    a: 6_377_397.155,
    f: 1.0 / 299.152_812_8,
};

impl Ellipsoid {
    /// First eccentricity squared.
    pub(crate) fn e2(self) -> f64 {
        self.f * (2.0 - self.f)
    }

    /// Isometric latitude of a geodetic latitude, both in radians.
    pub(crate) fn isometric(self, phi: f64) -> f64 {
        let e = self.e2().sqrt();
        phi.sin().atanh() - e * (e * phi.sin()).atanh()
    }

    /// Geodetic latitude of an isometric latitude: a fixed point that gains more than two
    /// digits a round, so eight rounds reach the last bit.
    pub(crate) fn geodetic(self, isometric: f64) -> f64 {
        let e = self.e2().sqrt();
        let mut sine = isometric.tanh();
        for _ in 0..8 {
            sine = (isometric + e * (e * sine).atanh()).tanh();
        }
        sine.asin()
    }

    /// Geocentric metres of a latitude and longitude in radians at a height in metres.
    pub(crate) fn to_space(self, phi: f64, lambda: f64, height: f64) -> [f64; 3] {
        let nu = self.a / (1.0 - self.e2() * phi.sin().powi(2)).sqrt();
        let ring = (nu + height) * phi.cos();
        [
            ring * lambda.cos(),
            ring * lambda.sin(),
            (nu * (1.0 - self.e2()) + height) * phi.sin(),
        ]
    }

    /// Latitude and longitude in radians of geocentric metres; the height is dropped.
    pub(crate) fn of_space(self, [x, y, z]: [f64; 3]) -> (f64, f64) {
        let ring = x.hypot(y);
        let mut phi = z.atan2(ring * (1.0 - self.e2()));
        for _ in 0..6 {
            let nu = self.a / (1.0 - self.e2() * phi.sin().powi(2)).sqrt();
            phi = (z + self.e2() * nu * phi.sin()).atan2(ring);
        }
        (phi, y.atan2(x))
    }
}
