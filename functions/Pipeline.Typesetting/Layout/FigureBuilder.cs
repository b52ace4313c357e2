using Pipeline.Documents;
using Pipeline.Typesetting.Pages;
using Pipeline.Typesetting.Shaping;

namespace Pipeline.Typesetting.Layout;

/// <summary>Sets a picture, scaled into its column and kept with its caption; one that cannot be shown becomes a box with its description.</summary>
internal sealed class FigureBuilder(TextSetter setter, NoteBuilder notes, Pictures pictures, StyleSheet sheet)
{
    public void Add(Figure figure, Column column, List<FlowItem> items)
    {
        var first = items.Count;
        if (pictures.Find(figure.Image) is { } image) AddPicture(image, figure.Image.Alt, column, items);
        else if (figure.Image.Alt.Length > 0) AddDescription(figure.Image.Alt, column, items);
        if (figure.Caption.Count == 0) return;

        for (var i = first; i < items.Count; i++) items[i].KeepWithNext = true;
        var style = new TextStyle(sheet.HeadingFamily, sheet.LabelSize) { Color = sheet.QuietColor };
        var text = setter.Flattener.Flatten(figure.Caption, style, column.Language, column.Direction);
        var inner = column with { Style = style, LineHeight = sheet.NoteLineHeight, Alignment = Alignment.Center };
        var captionFirst = items.Count;
        setter.AddLines(setter.Set(text, column.Parent.Add(new StructureElement("Caption")), inner, column.Width), inner, items);
        if (items.Count > captionFirst && captionFirst > first) items[captionFirst].SpaceAbove = sheet.CaptionSpace;
        notes.AddCalled(text, column);
    }

    private void AddPicture(ImageData image, string alt, Column column, List<FlowItem> items)
    {
        var width = image.Width * sheet.PixelSize;
        var height = image.Height * sheet.PixelSize;
        var scale = Math.Min(1, Math.Min(column.Width / width, column.TextHeight * sheet.MaximumFigureShare / height));
        (width, height) = (width * scale, height * scale);
        var element = alt.Length > 0 ? column.Parent.Add(new StructureElement("Figure") { Alt = alt }) : null;
        items.Add(new PictureItem(image, column.X + (column.Width - width) / 2, width, height, element) { Backdrops = column.Backdrops });
    }

    private void AddDescription(string alt, Column column, List<FlowItem> items)
    {
        var style = new TextStyle(sheet.HeadingFamily, sheet.LabelSize) { Italic = true, Color = sheet.QuietColor };
        var inner = column.Indent(sheet.BoxPadding, sheet.BoxPadding) with
        {
            Style = style,
            LineHeight = sheet.TableLineHeight,
            Alignment = Alignment.Center,
            Backdrops = [.. column.Backdrops, new Backdrop(column.X, column.Width, sheet.ShadeColor)],
        };
        var text = setter.Flattener.Flatten([new Text(alt)], style, column.Language, column.Direction);
        setter.AddLines(setter.Set(text, column.Parent.Add(new StructureElement("P")), inner, inner.Width), inner, items, sheet.BoxPadding);
    }
}
