//! Pieces that screens are drawn with. They get values and a theme, and know nothing of the model.

pub mod chrome;
pub mod figure;
pub mod list;
pub mod pen;
pub mod spark;
pub mod table;
