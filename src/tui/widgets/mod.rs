//! Pieces that screens are drawn with. They get values and a theme, and know nothing of the model.

pub mod beside;
pub mod chart;
pub mod chips;
pub mod chrome;
pub mod feiten;
pub mod figure;
pub mod list;
pub mod map;
pub mod pen;
pub mod scroll;
pub mod selection;
pub mod spark;
pub mod table;
