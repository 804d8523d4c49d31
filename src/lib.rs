//! dx-kasan: the medical-DX add-ons of Japan's fee schedules.
