namespace Pipeline.Typesetting.LineBreaking;

/// <summary>How a paragraph's lines are filled. The default: ragged, words undivided but at soft hyphens.</summary>
/// <param name="Justify">Lines end at the column's side, spaces stretched or shrunk.</param>
/// <param name="Hyphenate">Words may be divided where their language has patterns for it.</param>
internal readonly record struct ParagraphSetting(bool Justify, bool Hyphenate);
