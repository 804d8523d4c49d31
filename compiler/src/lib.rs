//! The rules of dx-kasan as a model: read strictly, checked, compiled.
