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
    pub(crate) const fn e2(self) -> f64 {
        self.f * (2.0 - self.f)
    }

    /// Isometric latitude of a geodetic latitude, both in radians.
    pub(crate) fn isometric(self, phi: f64) -> f64 {
        let e = self.e2().sqrt();
        phi.sin().atanh() - e * (e * phi.sin()).atanh()
    }

    /// Geodetic latitude of an isometric latitude. Newton's rounds on the isometric latitude of a sphere, which is
    /// almost straight in it: the first leaves some 1e-8, the second nothing.
    pub(crate) fn geodetic(self, isometric: f64) -> f64 {
        let e2 = self.e2();
        let e = e2.sqrt();
        let mut round = isometric;
        for _ in 0..NEWTON {
            let sine = round.tanh();
            let cosine2 = 1.0 - sine * sine;
            let slope = 1.0 - e2 * cosine2 / (1.0 - e2 * sine * sine);
            round -= (round - isometric - e * (e * sine).atanh()) / slope;
        }
        round.sinh().atan()
    }

    /// Geocentric metres of a latitude and longitude in radians at a height in metres.
    pub(crate) fn to_space(self, phi: f64, lambda: f64, height: f64) -> [f64; 3] {
        let e2 = self.e2();
        let ((sine, cosine), (sin_l, cos_l)) = (phi.sin_cos(), lambda.sin_cos());
        let nu = self.a / (1.0 - e2 * sine * sine).sqrt();
        let ring = (nu + height) * cosine;
        [ring * cos_l, ring * sin_l, (nu * (1.0 - e2) + height) * sine]
    }

    /// Latitude and longitude in radians of geocentric metres; the height is dropped. Bowring's formula (1976), which is
    /// exact on the ellipsoid: within 1e-15 radians up to 300 m above and below it.
    pub(crate) fn of_space(self, [x, y, z]: [f64; 3]) -> (f64, f64) {
        let (e2, b) = (self.e2(), self.a * (1.0 - self.f));
        let ring = x.hypot(y);
        // Sine and cosine of the parametric latitude, without asking for the angle itself.
        let (up, out) = (z * self.a, ring * b);
        let whole = up.hypot(out);
        let (sine, cosine) = (up / whole, out / whole);
        let bulge = e2 / (1.0 - e2) * b * sine * sine * sine;
        let phi = (z + bulge).atan2(ring - e2 * self.a * cosine * cosine * cosine);
        (phi, y.atan2(x))
    }
}

/// Rounds of [`Ellipsoid::geodetic`].
const NEWTON: usize = 2;

#[cfg(test)]
mod tests {
    use super::*;

    fn latitudes() -> impl Iterator<Item = f64> {
        (-8_999..=8_999).map(|hundredths| f64::from(hundredths) / 100.0)
    }

    #[test]
    fn two_rounds_give_the_latitude_that_many_give() {
        for ellipsoid in [WGS84, BESSEL] {
            let e = ellipsoid.e2().sqrt();
            for phi in latitudes().map(f64::to_radians) {
                let isometric = ellipsoid.isometric(phi);
                let mut sine = isometric.tanh();
                for _ in 0..20 {
                    sine = (isometric + e * (e * sine).atanh()).tanh();
                }
                let round = (isometric + e * (e * sine).atanh()).sinh().atan();
                let got = ellipsoid.geodetic(isometric);
                assert!((got - round).abs() < 1e-15, "{phi}: {got} for {round}");
            }
        }
    }

    #[test]
    fn a_place_near_the_ground_comes_back_from_space() {
        for ellipsoid in [WGS84, BESSEL] {
            for height in [-300.0, -100.0, 0.0, 43.0, 300.0] {
                for phi in latitudes().map(f64::to_radians) {
                    let (back, lambda) = ellipsoid.of_space(ellipsoid.to_space(phi, 0.09, height));
                    assert!((back - phi).abs() < 1e-15, "{phi} at {height}: {}", back - phi);
                    assert!((lambda - 0.09).abs() < 1e-15);
                }
            }
        }
    }
}
