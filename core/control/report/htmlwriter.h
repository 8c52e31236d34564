// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/report/xmltext.h"

#include <QXmlStreamWriter>

#include <initializer_list>
#include <utility>

namespace Molotov {

/// Writes HTML that is well-formed XML as well. Every text and every value goes through the one writer that
/// escapes it, so that nothing that a server or a script said can become markup.
class HtmlWriter
{
public:
    using Attributes = std::initializer_list<std::pair<const char *, QString>>;

    explicit HtmlWriter(QByteArray *out)
        : m_xml(out)
    {
    }

    void beginDocument() { m_xml.writeDTD(QStringLiteral("<!DOCTYPE html>")); }
    void begin(const char *name, Attributes attributes = {})
    {
        m_xml.writeStartElement(QLatin1String(name));
        write(attributes);
        // Else an element without content becomes <ul/>, which HTML reads as a begin without an end.
        m_xml.writeCharacters(QString());
    }
    void end() { m_xml.writeEndElement(); }
    void text(const QString &text) { m_xml.writeCharacters(xmlText(text)); }
    void element(const char *name, const QString &text, Attributes attributes = {})
    {
        begin(name, attributes);
        this->text(text);
        end();
    }
    /// One that has no content, such as <meta> and most of SVG.
    void empty(const char *name, Attributes attributes)
    {
        m_xml.writeEmptyElement(QLatin1String(name));
        write(attributes);
    }

private:
    void write(Attributes attributes)
    {
        for (const auto &[name, value] : attributes)
            m_xml.writeAttribute(QLatin1String(name), xmlText(value));
    }

    QXmlStreamWriter m_xml;
};

} // namespace Molotov
