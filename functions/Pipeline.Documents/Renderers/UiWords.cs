using System.Globalization;

namespace Pipeline.Documents.Renderers;

/// <summary>The renditions' own words, in the document's language where it is one of the UN's or Portuguese, in English otherwise.</summary>
public sealed record UiWords
{
    /// <summary>Tag of the language that these words are in: not the document's own where that has no table.</summary>
    public required string Language { get; init; }
    public required string OnBehalfOf { get; init; }
    public required string Contents { get; init; }
    public required string Notes { get; init; }
    public required string Note { get; init; }
    public required string BackToNote { get; init; }
    public required string Table { get; init; }
    public required string Code { get; init; }
    public required string Done { get; init; }
    public required string NotDone { get; init; }
    public required string Edition { get; init; }
    public required string SourceHash { get; init; }

    /// <summary>{0} the page's number, {1} how many pages there are.</summary>
    public required string PageOf { get; init; }

    /// <summary>What stands in the text's place where it cannot be read out of the PDF.</summary>
    public required string OnlyPdf { get; init; }

    /// <summary>The twelve months as they stand in a date.</summary>
    private string[] Months { get; init; } = [];

    /// <summary>{0} day, {1} month, {2} year.</summary>
    private string DayFormat { get; init; } = "{0} {1} {2}";

    private string MonthFormat { get; init; } = "{1} {2}";

    private string YearFormat { get; init; } = "{2}";

    /// <summary>Between label and value, as the language punctuates.</summary>
    public string Colon { get; private init; } = ": ";

    public static UiWords Of(string language) => Tables.GetValueOrDefault(LanguageTags.Primary(language), English);

    /// <summary>An ISO 8601 date of any precision in words: <c>12 July 2011</c>; as it stands where it is none.</summary>
    public string Date(string iso)
    {
        var parts = iso.Split('-');
        var numbers = parts.Select(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1).ToArray();
        if (parts[0].Length != 4 || numbers.Contains(-1) || numbers.Length > 3 || (numbers.Length > 1 && numbers[1] is < 1 or > 12))
            return iso;
        var format = numbers.Length switch { 3 => DayFormat, 2 => MonthFormat, _ => YearFormat };
        var month = numbers.Length > 1 ? Months[numbers[1] - 1] : "";
        return string.Format(CultureInfo.InvariantCulture, format, numbers.Length > 2 ? numbers[2] : 0, month, numbers[0]);
    }

    /// <summary>A page's number among all: <c>Page 2 of 7</c>, and without words (<c>2 / 7</c>) where there are none in the document's language.</summary>
    public string Page(int number, int count, string language) => string.Format(
        CultureInfo.InvariantCulture, LanguageTags.Primary(language) == Language ? PageOf : "{0} / {1}", number, count);

    private static readonly UiWords English = new()
    {
        Language = "en",
        OnBehalfOf = "On behalf of",
        Contents = "Contents",
        Notes = "Notes",
        Note = "Note {0}",
        BackToNote = "Back to note reference {0}",
        Table = "Table {0}",
        Code = "Code",
        Done = "Done",
        NotDone = "Not done",
        Edition = "Edition {0}",
        SourceHash = "SHA-256 of the source file",
        PageOf = "Page {0} of {1}",
        OnlyPdf = "The text of this document cannot be shown here: it can be read only in the PDF.",
        Months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    };

    private static readonly Dictionary<string, UiWords> Tables = new UiWords[]
    {
        English,
        new()
        {
            Language = "fr", OnBehalfOf = "Au nom de", Contents = "Table des matières", Notes = "Notes", Note = "Note {0}", BackToNote = "Retour à l’appel de note {0}",
            Table = "Tableau {0}", Code = "Code", Done = "Fait", NotDone = "À faire", Edition = "Édition {0}", SourceHash = "SHA-256 du fichier source", PageOf = "Page {0} sur {1}",
            OnlyPdf = "Le texte de ce document ne peut pas être affiché ici\u00A0: il n’est lisible que dans le PDF.",
            Months = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"], Colon = "\u00A0: ",
        },
        new()
        {
            Language = "es", OnBehalfOf = "En nombre de", Contents = "Índice", Notes = "Notas", Note = "Nota {0}", BackToNote = "Volver a la llamada de nota {0}",
            Table = "Cuadro {0}", Code = "Código", Done = "Hecho", NotDone = "Pendiente", Edition = "Edición {0}", SourceHash = "SHA-256 del archivo de origen", PageOf = "Página {0} de {1}",
            OnlyPdf = "El texto de este documento no se puede mostrar aquí: solo se puede leer en el PDF.",
            Months = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"],
            DayFormat = "{0} de {1} de {2}", MonthFormat = "{1} de {2}",
        },
        new()
        {
            Language = "pt", OnBehalfOf = "Em nome de", Contents = "Índice", Notes = "Notas", Note = "Nota {0}", BackToNote = "Voltar à chamada de nota {0}",
            Table = "Quadro {0}", Code = "Código", Done = "Feito", NotDone = "Por fazer", Edition = "Edição {0}", SourceHash = "SHA-256 do ficheiro de origem", PageOf = "Página {0} de {1}",
            OnlyPdf = "O texto deste documento não pode ser mostrado aqui: só pode ser lido no PDF.",
            Months = ["janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"],
            DayFormat = "{0} de {1} de {2}", MonthFormat = "{1} de {2}",
        },
        new()
        {
            Language = "ru", OnBehalfOf = "От имени", Contents = "Содержание", Notes = "Примечания", Note = "Примечание {0}", BackToNote = "К сноске {0} в тексте",
            Table = "Таблица {0}", Code = "Код", Done = "Выполнено", NotDone = "Не выполнено", Edition = "Издание {0}", SourceHash = "SHA-256 исходного файла", PageOf = "Страница {0} из {1}",
            OnlyPdf = "Текст этого документа не может быть показан здесь: его можно прочесть только в файле PDF.",
            Months = ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"],
            DayFormat = "{0} {1} {2} года", MonthFormat = "{1} {2} года",
        },
        new()
        {
            Language = "ar", OnBehalfOf = "باسم", Contents = "المحتويات", Notes = "الحواشي", Note = "الحاشية {0}", BackToNote = "العودة إلى موضع الحاشية {0}",
            Table = "الجدول {0}", Code = "رمز", Done = "منجز", NotDone = "غير منجز", Edition = "الطبعة {0}", SourceHash = "بصمة SHA-256 للملف المصدر", PageOf = "الصفحة {0} من {1}",
            OnlyPdf = "لا يمكن عرض نص هذه الوثيقة هنا، ولا يمكن قراءته إلا في ملف PDF.",
            Months =
            [
                "كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو", "حزيران/يونيه",
                "تموز/يوليه", "آب/أغسطس", "أيلول/سبتمبر", "تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر", "كانون الأول/ديسمبر",
            ],
        },
        new()
        {
            Language = "zh", OnBehalfOf = "代表", Contents = "目录", Notes = "注释", Note = "注 {0}", BackToNote = "返回注 {0} 的引用处",
            Table = "表 {0}", Code = "代码", Done = "已完成", NotDone = "未完成", Edition = "第 {0} 版", SourceHash = "源文件 SHA-256", PageOf = "第 {0} 页，共 {1} 页",
            OnlyPdf = "此文件的文本无法在此显示，只能在 PDF 中阅读。",
            Months = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"],
            DayFormat = "{2}年{1}月{0}日", MonthFormat = "{2}年{1}月", YearFormat = "{2}年", Colon = "：",
        },
    }.ToDictionary(w => w.Language);

    internal static string Number(string format, int number) => string.Format(CultureInfo.InvariantCulture, format, number);
}
