"""The HDS v2.0 referential: certification of health data hosting providers (CSP L.1111-8, R.1111-10)."""
